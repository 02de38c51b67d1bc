using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>
/// The cells of a change, live or deserialized, in their order. The values of all properties stand in the same two columns, so they are
/// all text.
/// </summary>
internal static class ChangeCells
{
    // The lists of records that a property can hold. Any other list is from an additional property, and JSON.
    private static readonly Dictionary<string, FieldKind> Lists = OpportunityFields.All.Select(field => (field.Property, field.Kind))
        .Concat(ContactFields.All.Select(field => (field.Property, field.Kind)))
        .Where(field => field.Kind is FieldKind.Contacts or FieldKind.Emails or FieldKind.PhoneNumbers)
        .ToDictionary(field => field.Property, field => field.Kind);

    internal static IEnumerable<(string Column, object? Cell)> Of(PSObject change)
    {
        string? property = RowCell.Plain(change, nameof(Change.Property)) as string;
        yield return Plain(nameof(Change.Sequence));
        yield return Plain(nameof(Change.RunNumber));
        yield return Plain(nameof(Change.ObservedAt));
        yield return Plain(nameof(Change.NotBefore));
        yield return Name(nameof(Change.Subject));
        yield return Plain(nameof(Change.Id));
        yield return Plain(nameof(Change.Name));
        yield return Name(nameof(Change.Kind));
        yield return (nameof(Change.Property), property);
        yield return Value(nameof(Change.OldValue));
        yield return Value(nameof(Change.NewValue));

        (string Column, object? Cell) Plain(string column) => (column, RowCell.Plain(change, column));

        // Of an enumeration that was serialized the value is a number, and only its text is the name.
        (string Column, object? Cell) Name(string column) => (column, change.Properties[column]?.Value?.ToString());

        (string Column, object? Cell) Value(string column) => (column, Text(FieldValue.Raw(change, column), property));
    }

    private static string? Text(object? value, string? property) => value switch
    {
        null => null,
        string text => text,
        DateTime moment => UtcText.Of(moment),
        bool flag => flag.ToString(CultureInfo.InvariantCulture),
        IEnumerable when property is not null && Lists.TryGetValue(property, out FieldKind kind) => RowCell.List(kind, value),
        IEnumerable => JsonText.Of(value, sortKeys: true),
        _ => FieldValue.Number(value)?.ToString(CultureInfo.InvariantCulture) ?? JsonText.Of(value),
    };
}
