using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>Reads what <see cref="BodyWriter"/> wrote.</summary>
internal static class Body
{
    /// <summary>Sets what is said; what is not stays as it is.</summary>
    internal static void Apply<T>(Subject<T> subject, ReadOnlySpan<byte> body, T record)
    {
        Utf8JsonReader reader = StoredJson.Open(body);
        reader.Read();
        int next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            MirroredField<T>? field = Next(subject.Fields, ref reader, ref next);
            reader.Read();
            if (field is null)
                reader.Skip();
            else
                field.Set(record, Read(ref reader, field.Kind));
        }
    }

    // The members stand in the fields' order: the one that is looked for is seldom far.
    private static MirroredField<T>? Next<T>(IReadOnlyList<MirroredField<T>> fields, ref Utf8JsonReader reader, ref int next)
    {
        while (next < fields.Count)
        {
            MirroredField<T> field = fields[next++];
            if (reader.ValueTextEquals(field.JsonName.EncodedUtf8Bytes))
                return field;
        }

        return null;
    }

    private static object? Read(ref Utf8JsonReader reader, FieldKind kind) => kind switch
    {
        FieldKind.Text => reader.GetString(),
        FieldKind.Flag => reader.GetBoolean(),
        FieldKind.Number => reader.GetDecimal(),
        FieldKind.Moment => DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        FieldKind.Emails => ContactEntries.ReadEmails(ref reader),
        FieldKind.PhoneNumbers => ContactEntries.ReadPhoneNumbers(ref reader),
        _ => StoredJson.Read(ref reader),
    };
}
