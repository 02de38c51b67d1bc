using System;
using System.Globalization;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>A property's value as a cell of a table, and back.</summary>
internal static class Cell
{
    /// <returns>Null, a <see cref="string"/> or a <see cref="long"/>.</returns>
    internal static object? Of(FieldKind kind, object? value) => value is null ? null : kind switch
    {
        FieldKind.Text => value,
        FieldKind.Flag => (bool)value ? 1L : 0L,
        FieldKind.Number => Number((decimal)value),
        FieldKind.Moment => ((DateTime)value).Ticks,
        FieldKind.Emails => StoredJson.Write(writer => ContactEntries.Write(writer, (ValueList<EmailAddress>)value)),
        FieldKind.PhoneNumbers => StoredJson.Write(writer => ContactEntries.Write(writer, (ValueList<PhoneNumber>)value)),
        _ => StoredJson.Write(value),
    };

    /// <param name="kind">How it is kept.</param>
    /// <param name="cell">Null, a <see cref="string"/> or a <see cref="long"/>.</param>
    internal static object? Value(FieldKind kind, object? cell) => cell is null ? null : kind switch
    {
        FieldKind.Text => cell,
        FieldKind.Flag => (long)cell != 0,
        FieldKind.Number => cell is long whole ? (decimal)whole : decimal.Parse((string)cell, CultureInfo.InvariantCulture),
        FieldKind.Moment => new DateTime((long)cell, DateTimeKind.Utc),
        FieldKind.Emails => Entries((string)cell, ContactEntries.ReadEmails),
        FieldKind.PhoneNumbers => Entries((string)cell, ContactEntries.ReadPhoneNumbers),
        _ => StoredJson.Read((string)cell),
    };

    private delegate ValueList<T> EntryReader<T>(ref System.Text.Json.Utf8JsonReader reader);

    private static ValueList<T> Entries<T>(string json, EntryReader<T> read)
    {
        System.Text.Json.Utf8JsonReader reader = StoredJson.Open(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        return read(ref reader);
    }

    private static object Number(decimal number)
    {
        // 2.0 is another text than 2, and so stays one.
        bool isWhole = number.Scale == 0 && number is >= long.MinValue and <= long.MaxValue;
        return isWhole ? (long)number : number.ToString(CultureInfo.InvariantCulture);
    }
}
