using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>Turns a hashtable into the parameters of a query, in the API's notation whatever the culture.</summary>
internal static class QueryParameters
{
    // An address ends at 65,519 characters; servers refuse far shorter ones.
    private const int LongestQuery = 32_000;

    /// <summary>
    /// In the order of an <c>[ordered]</c> table; by name where the table has no order, so that a call always reads the same.
    /// </summary>
    internal static List<KeyValuePair<string, string>> Of(PSCmdlet command, IDictionary table)
    {
        List<KeyValuePair<string, string>> parameters = new();
        foreach (DictionaryEntry entry in table)
        {
            string? name = Scalar(entry.Key);
            if (name is not { Length: > 0 })
                command.Fail(ArgumentErrors.QueryNameMissing());
            foreach (object? value in Values(entry.Value))
            {
                if (value is null)
                    continue;
                string? text = Scalar(value);
                if (text is null)
                    command.Fail(ArgumentErrors.QueryValueWithoutNotation(name, value.GetType()));
                parameters.Add(new KeyValuePair<string, string>(name, text));
            }
        }

        if (parameters.Sum(parameter => parameter.Key.Length + (long)parameter.Value.Length) > LongestQuery)
            command.Fail(ArgumentErrors.QueryTooLong(LongestQuery));
        return table is Hashtable ? parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).ToList() : parameters;
    }

    private static IEnumerable<object?> Values(object? value)
    {
        value = ShellValue.Unwrap(value);
        return value is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>().Select(ShellValue.Unwrap) : new[] { value };
    }

    private static string? Scalar(object value) => ShellValue.Unwrap(value) switch
    {
        // It would say that it can be formatted.
        PSObject => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag.IsPresent ? "true" : "false",
        DateTime date => UtcText.Of(MomentAttribute.FromDateTime(date)),
        DateTimeOffset moment => UtcText.Of(moment),
        double number => NumberText.Of(number),
        float number => NumberText.Of(number),
#if NET
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
#endif
        Uri address => address.OriginalString,
        char character => character.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
