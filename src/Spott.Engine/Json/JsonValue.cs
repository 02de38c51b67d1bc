using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Spott.Engine.Json;

/// <summary>Reads a value that the module has no property for into .NET's plain types.</summary>
internal static class JsonValue
{
    /// <summary>
    /// Levels of arrays and objects that are kept of one value as such; what is deeper is kept as its JSON text. PowerShell writes about
    /// fifty levels into a file or a job's output, and of a deeper object nothing at all; some of them are the record's and its lists'.
    /// </summary>
    internal const int MaxDepth = 32;

    /// <param name="reader">Stands on the value's first token; afterwards on its last.</param>
    /// <param name="budget">What the page may still hold.</param>
    internal static object? Read(ref Utf8JsonReader reader, ValueBudget budget) => Read(ref reader, 0, budget);

    private static object? Read(ref Utf8JsonReader reader, int depth, ValueBudget budget)
    {
        budget.Take();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonStrings.Get(ref reader);
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when depth == MaxDepth:
                return JsonFragment.Read(ref reader);
            case JsonTokenType.StartArray:
                List<object?> elements = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    elements.Add(Read(ref reader, depth + 1, budget));
                return elements.ToArray();
            case JsonTokenType.StartObject:
                JsonDictionary members = new();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = JsonStrings.Get(ref reader);
                    reader.Read();
                    members.Set(name, Read(ref reader, depth + 1, budget));
                }

                return members;
            default:
                return null;
        }
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long whole))
            return whole;
        // A decimal keeps 28 digits; beyond that the text is the only thing that loses nothing.
        bool hasExponent = reader.ValueSpan.IndexOfAny((byte)'e', (byte)'E') >= 0;
        if (!hasExponent && reader.ValueSpan.Length <= 28 && reader.TryGetDecimal(out decimal exact))
            return exact;
        if (reader.ValueSpan.Length <= 17 && reader.TryGetDouble(out double number) && !double.IsInfinity(number) && number != 0)
            return number;
        return Encoding.UTF8.GetString(reader.ValueSpan);
    }
}
