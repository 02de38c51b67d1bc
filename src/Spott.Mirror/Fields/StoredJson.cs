using System;
using System.Buffers;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spott.Mirror.Fields;

/// <summary>
/// JSON as the mirror keeps it. What comes back is of the same type as what went in: a <see cref="double"/> always has an exponent, a whole
/// number never.
/// </summary>
internal static class StoredJson
{
    private const int Deepest = 200;

    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Deepest, SkipValidation = true,
    };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = Deepest };

    internal static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, WriterOptions))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static string Write(object? value) => Write(writer => Write(writer, value));

    internal static object? Read(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), ReaderOptions);
        reader.Read();
        return Read(ref reader);
    }

    internal static Utf8JsonReader Open(ReadOnlySpan<byte> json) => new(json, ReaderOptions);

    internal static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case long whole: writer.WriteNumberValue(whole); break;
            case decimal exact: writer.WriteRawValue(exact.ToString(CultureInfo.InvariantCulture), skipInputValidation: true); break;
            case double number: writer.WriteRawValue(WithExponent(number), skipInputValidation: true); break;
            case IDictionary members: WriteMembers(writer, members); break;
            case IEnumerable elements: WriteElements(writer, elements); break;
            default: throw new NotSupportedException($"A value of the type {value.GetType()} has no place in a mirror.");
        }
    }

    /// <param name="reader">Stands on the value's first token; afterwards on its last.</param>
    internal static object? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Number: return Number(ref reader);
            case JsonTokenType.StartArray:
                List<object?> elements = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    elements.Add(Read(ref reader));
                return elements.ToArray();
            case JsonTokenType.StartObject:
                JsonDictionary members = new();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    members.Set(name, Read(ref reader));
                }

                return members;
            default: return null;
        }
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.IndexOf((byte)'E') >= 0)
            return reader.GetDouble();
        if (reader.TryGetInt64(out long whole))
            return whole;
        return reader.GetDecimal();
    }

    private static string WithExponent(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text : text + "E0";
    }

    private static void WriteMembers(Utf8JsonWriter writer, IDictionary members)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in members)
        {
            writer.WritePropertyName((string)entry.Key);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteElements(Utf8JsonWriter writer, IEnumerable elements)
    {
        writer.WriteStartArray();
        foreach (object? element in elements)
            Write(writer, element);
        writer.WriteEndArray();
    }
}
