using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Spott.Errors;

/// <summary>What a parameter does not take, said while PowerShell binds it; PowerShell puts the parameter's name before it.</summary>
internal static class BindingErrors
{
    private const int LongestQuoted = 40;

    private static readonly string[] Dotted = { "d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss" };

    private const string Moments =
        "a date (Get-Date, [datetime], [datetimeoffset]) or ISO 8601 text such as 2024-01-31, 2024-01-31T08:30 (local time) or "
        + "2024-01-31T08:30:00Z.";

    /// <param name="given">What is no date at all; not shown, as it may be anything.</param>
    internal static ArgumentTransformationMetadataException NoMoment(object given) =>
        new($"A value of the type {ConsoleText.Harmless(given.GetType().Name)} is not a date. Give {Moments}");

    /// <param name="text">What was given; it need not be safe to show.</param>
    /// <param name="culture">The session's, which may understand it.</param>
    internal static ArgumentTransformationMetadataException NoMoment(string text, CultureInfo culture)
    {
        bool isInForm = Regex.IsMatch(text, @"^\s*\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?\s*$", RegexOptions.CultureInvariant);
        string what = isInForm
            ? $"'{Quoted(text)}' looks like a date, but there is no such day or time."
            : $"'{Quoted(text)}' is not a date in the form year-month-day (ISO 8601).";
        if (!TryUnderstand(text, culture, out DateTime date))
            return new($"{what} Give {Moments}");
        bool isDay = date.TimeOfDay == TimeSpan.Zero;
        string meant = date.ToString(isDay ? "d MMMM yyyy" : "d MMMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        string iso = date.ToString(isDay ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return new($"{what} Other forms read differently in different countries. If you mean {meant}, write {iso}.");
    }

    // With dots, and the year last, the day comes first, also where the session has another culture.
    private static bool TryUnderstand(string text, CultureInfo culture, out DateTime date) =>
        DateTime.TryParseExact(text, Dotted, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        || (DateTime.TryParse(text, culture, DateTimeStyles.NoCurrentDateDefault, out date) && date.Date != DateTime.MinValue);

    internal static ArgumentTransformationMetadataException NoDuration() =>
        new("This is not a time span of zero or more. Give one such as 00:05:00 or (New-TimeSpan -Minutes 5).");

    internal static ArgumentTransformationMetadataException NoCompanyId() =>
        new("This is not a company id. Give text, or an object with a property CompanyId that is text.");

    /// <param name="isElement">Whether a list has it, next to others.</param>
    internal static ValidationMetadataException EmptyValue(bool isElement) => new(
        (isElement ? "A value in the list is empty." : "The value is empty.")
        + " Often a variable, a property or a column of a file has no value. Look at it, or leave the parameter out.");

    internal static ArgumentTransformationMetadataException NoSecureKey() => new(
        "The key must be a SecureString: use (Read-Host -AsSecureString), (Get-Secret <name>), "
        + "or set the environment variable SPOTT_API_KEY.");

    /// <param name="given">What was given; it need not be safe to show.</param>
    internal static ValidationMetadataException WildcardInProperty(string given) => new(
        $"'{Quoted(given)}' has a wildcard character, and wildcards do not work here. Give whole names: Tab shows them. "
        + "AdditionalProperties alone means all of its paths.");

    /// <param name="given">What was given; it need not be safe to show.</param>
    /// <param name="names">All that there are.</param>
    internal static ValidationMetadataException NoChangedProperty(string given, IReadOnlyList<string> names)
    {
        string[] alike = names.Where(name => Spelling.IsAlike(given, name)).ToArray();
        string what = $"There is no property '{Quoted(given)}' in a mirror.";
        return new(alike.Length > 0
            ? $"{what} Similar names are: {string.Join(", ", alike)}. Tab shows all names."
            : $"{what} The names are: {string.Join(", ", names)}.");
    }

    /// <param name="given">What was given; it need not be safe to show.</param>
    /// <param name="names">All that there are.</param>
    internal static ArgumentTransformationMetadataException NoChoice(string given, IReadOnlyList<string> names) =>
        new($"'{Quoted(given)}' is not one of the names that can be given here. The names are: {string.Join(", ", names)}.");

    private static string Quoted(string text) =>
        ConsoleText.Harmless(text.Length > LongestQuoted ? text.Substring(0, LongestQuoted) + "…" : text);
}
