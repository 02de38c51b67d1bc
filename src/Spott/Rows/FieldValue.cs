using System;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>
/// A field's value out of a record that came through a pipeline: live, or back from <c>Export-Clixml</c>, a job or a remote session.
/// </summary>
internal static class FieldValue
{
    /// <summary>What the property holds, unwrapped; null where there is nothing, or no such property.</summary>
    internal static object? Raw(PSObject record, string property) => ShellValue.Unwrap(record.Properties[property]?.Value);

    /// <summary>What <see cref="Field{TRecord}.Set"/> takes of a text, a flag, a number or a moment; null for anything else.</summary>
    internal static object? Of<TRecord>(Field<TRecord> field, PSObject record)
        where TRecord : class => field.Kind switch
    {
        FieldKind.Text => Raw(record, field.Property) as string,
        FieldKind.Flag => Raw(record, field.Property) as bool?,
        FieldKind.Number => Number(Raw(record, field.Property)),
        FieldKind.Moment => Moment(field, record),
        _ => null,
    };

    /// <summary>Equal numbers are equal texts: 2.0 is 2.</summary>
    internal static decimal? Number(object? value)
    {
        try
        {
            return value is IConvertible number and not string
                ? number.ToDecimal(CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// The exact moment in UTC. A property has local time, which ends where a date does: a live record still knows the moment, and of one
    /// that was serialized it is among the additional properties.
    /// </summary>
    internal static DateTime? Moment<TRecord>(Field<TRecord> field, PSObject record)
        where TRecord : class
    {
        if (Raw(record, field.Property) is not DateTime date)
            return null;
        DateTime? exact = record.BaseObject is TRecord live
            ? field.Get(live) as DateTime?
            : Raw(record, nameof(IRecord.AdditionalProperties)) is IDictionary others
            ? Parsed(ShellValue.Unwrap(others[field.Path!]))
            : null;
        return exact?.ToLocalTime() == date.ToLocalTime() ? exact : date.ToUniversalTime();
    }

    private static DateTime? Parsed(object? text) =>
        DateTimeOffset.TryParse(text as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment.UtcDateTime
            : null;
}
