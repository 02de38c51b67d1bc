using System;
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>Writes what is said of a subject as a JSON object without what is missing: two that say the same are the same text.</summary>
internal sealed class BodyWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    internal BodyWriter() => _writer = new Utf8JsonWriter(_buffer, StoredJson.WriterOptions);

    /// <param name="subject">Of what.</param>
    /// <param name="record">Who says it.</param>
    /// <param name="isEmpty">Whether nothing is said.</param>
    /// <returns>UTF-8, valid until the next one.</returns>
    [MethodImpl(HotPath.Options)]
    internal ReadOnlySpan<byte> Of<T>(Subject<T> subject, T record, out bool isEmpty)
    {
        isEmpty = true;
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        foreach (MirroredField<T> field in subject.Fields)
        {
            if (field.Get(record) is not { } value)
                continue;
            isEmpty = false;
            _writer.WritePropertyName(field.JsonName);
            Write(field.Kind, value);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _writer.Dispose();

    [MethodImpl(HotPath.Options)]
    private void Write(FieldKind kind, object value)
    {
        switch (kind)
        {
            case FieldKind.Moment: _writer.WriteStringValue(((DateTime)value).ToString("O", CultureInfo.InvariantCulture)); break;
            case FieldKind.Emails: ContactEntries.Write(_writer, (ValueList<EmailAddress>)value); break;
            case FieldKind.PhoneNumbers: ContactEntries.Write(_writer, (ValueList<PhoneNumber>)value); break;
            default: StoredJson.Write(_writer, value); break;
        }
    }
}
