using System;
using System.Globalization;

namespace Spott.Report.Html;

/// <summary>Numbers and dates as whoever made the page reads them, and in ISO 8601 for everybody else.</summary>
internal sealed class PageCulture(CultureInfo culture)
{
    /// <summary>A BCP 47 tag for the script; English for the invariant culture, which has none.</summary>
    internal string Tag => culture.Name.Length == 0 ? "en" : culture.Name;

    internal CultureInfo Culture => culture;

    internal string Number(int number) => number.ToString("N0", culture);

    /// <summary>One decimal below ten, none from there on.</summary>
    internal string Number(double number) =>
        number.ToString(Math.Abs(number) < 9.95 && Math.Round(number, 1) != Math.Round(number) ? "N1" : "N0", culture);

    internal string Percent(int part, int whole) => (whole == 0 ? 0d : (double)part / whole).ToString("P0", culture);

    internal string Date(DateTime date) => Format(date, "d", "yyyy-MM-dd");

    /// <summary>Date and time of day.</summary>
    internal string Moment(DateTime moment) => Format(moment, "g", "yyyy-MM-dd HH:mm");

    internal string Month(DateTime date) => Format(date, "MMM yyyy", "yyyy-MM");

    internal string ShortMonth(DateTime date) => Format(date, "MMM", "MM");

    internal string DayOfMonth(DateTime date) => Format(date, "%d", "%d");

    internal string Weekday(DateTime date) => culture.DateTimeFormat.GetShortestDayName(date.DayOfWeek);

    internal static string Iso(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string IsoMoment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>"1 deal", "2 deals".</summary>
    internal string Count(int count, string one, string many) => Number(count) + " " + (count == 1 ? one : many);

    /// <summary>"1 day", "1.5 days", "12 days".</summary>
    internal string Days(double days)
    {
        string number = Number(days);
        return number + (number == Number(1) ? " day" : " days");
    }

    private string Format(DateTime date, string format, string otherwise)
    {
        try
        {
            return date.ToString(format, culture);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Some calendars know only a few centuries.
            return date.ToString(otherwise, CultureInfo.InvariantCulture);
        }
    }
}
