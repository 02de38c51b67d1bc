using System;
using System.Globalization;

namespace Spott.Errors;

/// <summary>
/// A moment as errors, warnings and verbose lines show it, whatever the culture: local time and how far that is from UTC, so that a log of
/// another machine can be compared: <c>2024-01-31 09:30:00 +01:00</c>.
/// </summary>
internal static class MomentText
{
    private const string Format = "yyyy-MM-dd HH:mm:ss zzz";

    /// <summary>Rounded down to seconds.</summary>
    internal static string Of(DateTimeOffset moment) => moment.ToLocalTime().ToString(Format, CultureInfo.InvariantCulture);

    /// <param name="local">Local time; rounded down to seconds.</param>
    internal static string Of(DateTime local) => local.ToString(Format, CultureInfo.InvariantCulture);
}
