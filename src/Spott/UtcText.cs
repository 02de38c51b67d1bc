using System;
using System.Globalization;

namespace Spott;

/// <summary>A moment as the API wants it and every other program reads it: <c>2024-01-31T08:30:00.000Z</c>, whatever the culture.</summary>
internal static class UtcText
{
    /// <summary>Rounded down to milliseconds.</summary>
    internal static string Of(DateTimeOffset moment) => Of(moment.UtcDateTime);

    /// <summary>Rounded down to milliseconds; a date without a zone is local time.</summary>
    internal static string Of(DateTime date) =>
        date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
