using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>
/// Makes a cell of a property's value: text, a whole number, a boolean, or null where there is nothing. It reads what a live object and a
/// deserialized one have in common, and so gives the same for both.
/// </summary>
internal static class RowCell
{
    internal static object? Of<TRecord>(Field<TRecord> field, PSObject record)
        where TRecord : class
    {
        object? value = ShellValue.Unwrap(record.Properties[field.Property]?.Value);
        return value is null ? null : field.Kind switch
        {
            FieldKind.Flag => value as bool?,
            FieldKind.Number => Number(value),
            FieldKind.Moment => value is DateTime date ? UtcText.Of(date) : Text(value),
            FieldKind.Contacts => List(value, contact => ContactText.Person(Text(contact, "FullName"), Text(contact, "Email"), Text(contact, "Id"))),
            FieldKind.Emails => List(value, entry => Entry(entry, "Email")),
            FieldKind.PhoneNumbers => List(value, entry => Entry(entry, "Number")),
            FieldKind.Json => value is IDictionary { Count: 0 } ? null : JsonText.Of(value, sortKeys: true),
            _ => Text(value),
        };
    }

    /// <summary>The contacts of an opportunity; false when a serialization cut them off, so that only their text is left.</summary>
    internal static bool TryGetContacts(PSObject opportunity, out IReadOnlyList<PSObject> contacts)
    {
        object? team = ShellValue.Unwrap(opportunity.Properties["ClientTeam"]?.Value);
        contacts = team is IEnumerable list and not string ? list.Cast<object>().Select(PSObject.AsPSObject).ToArray() : Array.Empty<PSObject>();
        return team is not string && contacts.All(contact => contact.BaseObject is not string);
    }

    private static object Number(object value)
    {
        if (value is not IConvertible number)
            return Text(value);
        decimal exact = number.ToDecimal(CultureInfo.InvariantCulture);
        return decimal.Truncate(exact) == exact && exact is >= long.MinValue and <= long.MaxValue
            ? (long)exact
            : exact.ToString(CultureInfo.InvariantCulture);
    }

    private static string Entry(PSObject entry, string property) =>
        ContactText.Entry(Text(entry, property), Text(entry, "Purpose"), ShellValue.Unwrap(entry.Properties["IsPrimary"]?.Value) as bool?);

    private static string? List(object value, Func<PSObject, string> text)
    {
        // A serialization that was told to be shallow leaves the text alone.
        if (value is string already)
            return already.Length == 0 ? null : already;
        string joined = string.Join("; ", ((IEnumerable)value).Cast<object>().Select(element =>
            ShellValue.Unwrap(element) as string ?? text(PSObject.AsPSObject(element))));
        return joined.Length == 0 ? null : joined;
    }

    private static string? Text(PSObject owner, string property) => ShellValue.Unwrap(owner.Properties[property]?.Value) is { } value ? Text(value) : null;

    private static string Text(object value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
