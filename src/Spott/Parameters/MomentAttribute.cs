using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Turns what a person gives into one moment, whatever the culture: a date with a zone as it is, one without as local time, text as ISO
/// 8601.
/// </summary>
internal sealed class MomentAttribute : ArgumentTransformationAttribute
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string[] Formats =
        (from date in new[] { DayFormat }
         from time in new[] { "'T'HH:mm", "'T'HH:mm:ss", "'T'HH:mm:ss.FFFFFFF", "' 'HH:mm", "' 'HH:mm:ss", "' 'HH:mm:ss.FFFFFFF" }
         from zone in new[] { "", "'Z'", "zzz" }
         select date + time + zone).ToArray();

    /// <summary>Whether a date without a time is its day's end, and not its begin.</summary>
    public bool IsDayEnd { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ShellValue.Unwrap(inputData) switch
        {
            null => null,
            DateTimeOffset moment => moment,
            DateTime date => FromDateTime(date),
#if NET
            DateOnly day => FromDay(day.ToDateTime(TimeOnly.MinValue)),
#endif
            string text => FromText(text.Trim()),
            { } other => throw BindingErrors.NoMoment(other),
        };

    private DateTimeOffset FromDay(DateTime day) =>
        IsDayEnd && day < DateTime.MaxValue.Date ? FromDateTime(day.AddDays(1)) - TimeSpan.FromTicks(1) : FromDateTime(day);

    private DateTimeOffset FromText(string text)
    {
        if (DateTime.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
            return FromDay(day);

        // Roundtrip kind would turn a Z into a local time and lose which of two repeated hours it was: the three cases are told apart here.
        if (text.EndsWith("Z", StringComparison.Ordinal) || HasOffset(text))
        {
            return DateTimeOffset.TryParseExact(
                text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
                ? moment
                : throw NoMoment(text);
        }

        return DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            ? FromDateTime(local)
            : throw NoMoment(text);
    }

    private static ArgumentTransformationMetadataException NoMoment(string text) =>
        BindingErrors.NoMoment(text, CultureInfo.CurrentCulture);

    private static bool HasOffset(string text) => text.Length > 6 && text[text.Length - 3] == ':' && text[text.Length - 6] is '+' or '-';

    /// <summary>A date of PowerShell's as a moment; one without a zone is local time.</summary>
    internal static DateTimeOffset FromDateTime(DateTime date)
    {
        if (date.Kind != DateTimeKind.Unspecified || !TimeZoneInfo.Local.IsAmbiguousTime(date))
            return Clamped(date);

        // The hour that the zone repeats: the earlier of the two moments, so that nothing is missed.
        TimeSpan offset = TimeZoneInfo.Local.GetAmbiguousTimeOffsets(date).Max();
        return new DateTimeOffset(date, offset);
    }

    /// <summary>[datetime]::MinValue and MaxValue mean "always" and "never"; no zone can shift them.</summary>
    private static DateTimeOffset Clamped(DateTime date)
    {
        try
        {
            return new DateTimeOffset(date);
        }
        catch (ArgumentOutOfRangeException)
        {
            return date.Year < 2 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }
    }
}
