using System;
using System.Text;
using System.Text.Json;

namespace Spott.Engine.Json;

/// <summary>A moment in ISO 8601; one without a zone is UTC, as all of the API's are.</summary>
internal static class JsonMoment
{
    private const int Longest = 64;

    /// <param name="reader">Stands on a string, in whatever way it is escaped.</param>
    /// <param name="moment">In UTC.</param>
    internal static bool TryRead(ref Utf8JsonReader reader, out DateTime moment)
    {
        if (reader.ValueIsEscaped)
            return TryReadEscaped(ref reader, out moment);
        // As a moment where there is a zone: as a date it would become local time, which ends where a date does.
        bool isDate = reader.TryGetDateTime(out DateTime date);
        if (isDate && date.Kind != DateTimeKind.Local)
        {
            moment = DateTime.SpecifyKind(date, DateTimeKind.Utc);
            return true;
        }

        bool isMoment = reader.TryGetDateTimeOffset(out DateTimeOffset exact);
        moment = exact.UtcDateTime;
        return isMoment;
    }

    // The same text unescaped, read by the same reader. A text that needs an escape is no moment.
    private static bool TryReadEscaped(ref Utf8JsonReader reader, out DateTime moment)
    {
        string text = JsonStrings.Get(ref reader);
        moment = default;
        if (text.Length > Longest || text.IndexOf('"') >= 0 || text.IndexOf('\\') >= 0)
            return false;
        Utf8JsonReader plain = new(Encoding.UTF8.GetBytes("\"" + text + "\""));
        try
        {
            return plain.Read() && TryRead(ref plain, out moment);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
