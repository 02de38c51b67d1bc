using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>
/// Makes a cell of a property's value: text, a <see cref="decimal"/>, a boolean, or null where there is nothing. It reads what a live
/// object and a deserialized one have in common, and so gives the same for both.
/// </summary>
internal static class RowCell
{
    internal static object? Of<TRecord>(Field<TRecord> field, PSObject record)
        where TRecord : class
    {
        object? value = FieldValue.Raw(record, field.Property);
        return value is null ? null : field.Kind switch
        {
            FieldKind.Flag => value as bool?,
            FieldKind.Number => FieldValue.Number(value),
            FieldKind.Moment => FieldValue.Moment(field, record) is { } moment ? UtcText.Of(moment) : Text(value),
            FieldKind.Contacts or FieldKind.Emails or FieldKind.PhoneNumbers => List(field.Kind, value),
            FieldKind.Json => value is IDictionary { Count: 0 } ? null : JsonText.Of(value, sortKeys: true),
            _ => Text(value),
        };
    }

    /// <summary>A property that is a text, a flag, a number or a moment, of a record without a table of fields.</summary>
    internal static object? Plain(PSObject record, string property) => FieldValue.Raw(record, property) switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        DateTime moment => UtcText.Of(moment),
        { } value => FieldValue.Number(value),
    };

    /// <summary>The text of a list of records; null for an empty one.</summary>
    internal static string? List(FieldKind kind, object value) => kind switch
    {
        FieldKind.Contacts => List(
            value, contact => ContactText.Person(Text(contact, "FullName"), Text(contact, "Email"), Text(contact, "Id"))),
        FieldKind.Emails => List(value, entry => Entry(entry, "Email")),
        _ => List(value, entry => Entry(entry, "Number")),
    };

    /// <summary>
    /// The contacts of an opportunity that tell anything; false when a serialization cut them off, so that only their text is left.
    /// </summary>
    internal static bool TryGetContacts(PSObject opportunity, out IReadOnlyList<PSObject> contacts)
    {
        contacts = Array.Empty<PSObject>();
        object? team = FieldValue.Raw(opportunity, nameof(Opportunity.ClientTeam));
        if (team is null or string)
            return team is null;
        PSObject[] all = ((IEnumerable)team).Cast<object>().Select(PSObject.AsPSObject).ToArray();
        contacts = all.Where(contact => !IsEmpty(contact)).ToArray();
        return all.All(contact => contact.BaseObject is not string);
    }

    private static bool IsEmpty(PSObject contact) =>
        ContactFields.All.All(
            field => field.IsJoin || Of(field, contact) is null || (Of(field, contact) is string text && string.IsNullOrWhiteSpace(text)));

    private static string Entry(PSObject entry, string property) =>
        ContactText.Entry(Text(entry, property), Text(entry, "Purpose"), FieldValue.Raw(entry, "IsPrimary") as bool?);

    private static string? List(object value, Func<PSObject, string> text)
    {
        // A serialization that was told to be shallow leaves the text alone.
        if (value is string already)
            return already.Length == 0 ? null : already;
        string joined = ContactText.Joined(((IEnumerable)value).Cast<object>().Select(element =>
            ShellValue.Unwrap(element) as string ?? text(PSObject.AsPSObject(element))));
        return joined.Length == 0 ? null : joined;
    }

    private static string? Text(PSObject owner, string property) => FieldValue.Raw(owner, property) is { } value ? Text(value) : null;

    private static string Text(object value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
