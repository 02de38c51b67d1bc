using System.Globalization;
using System.Text;

namespace Spott.Report.Figures;

/// <summary>
/// The short words by which rows are found: a row carries its own, a figure those that it counts. One alphabet for both, so that a figure
/// and the rows that it shows cannot disagree.
/// </summary>
internal static class Marks
{
    internal const string Open = "p1";
    internal const string Stale = "u1";

    /// <summary>Of one that does not say whether it is open.</summary>
    internal const string Unsaid = "p0";

    /// <summary>Open, of an owner who has left.</summary>
    internal const string OfDeactivated = "v1";

    /// <summary>Open when the chart of the pipeline over time begins.</summary>
    internal const string WasOpen = "w1";

    internal static string Of(Stage stage) => Mark('s', stage.Index);

    internal static string OfOwner(Party owner) => Mark('o', owner.Index);

    internal static string OfCompany(Party company) => Mark('c', company.Index);

    internal static string Of(CloseDue close) => Mark('k', (int)close);

    /// <param name="day">0 for today.</param>
    internal static string OfCloseDay(int day) => Mark('d', day);

    internal static string Of(TaskDue task) => Mark('t', (int)task);

    internal static string OfAge(int band) => Mark('a', band);

    /// <param name="month">A column of <see cref="CreationMonths"/>.</param>
    internal static string OfMonth(int month) => Mark('y', month);

    /// <summary>Of opportunities that stood in a stage, and left it, while the mirror watched.</summary>
    internal static string OfLeft(Stage stage) => Mark('e', stage.Index);

    /// <summary>Of this one alone.</summary>
    internal static string OfOne(Entry entry) => Mark('i', entry.Index);

    internal static string Of(ChangeSort sort) => Mark('m', (int)sort);

    /// <summary>In the period before.</summary>
    internal static string OfBefore(ChangeSort sort) => Mark('b', (int)sort);

    /// <summary>All of a row's. What is counted of open opportunities alone is marked on open ones alone.</summary>
    internal static string Of(Entry entry)
    {
        StringBuilder marks =
            new StringBuilder(40).Append(Of(entry.Stage)).Append(' ').Append(OfOwner(entry.Owner))
                .Append(' ').Append(OfCompany(entry.Company)).Append(' ').Append(OfOne(entry));
        foreach (Stage left in entry.Left)
            marks.Append(' ').Append(OfLeft(left));
        if (entry.WasOpen)
            marks.Append(' ').Append(WasOpen);
        if (entry.Record.StageIsOpen is null)
            marks.Append(' ').Append(Unsaid);
        if (!entry.IsOpen)
            return marks.ToString();
        marks.Append(' ').Append(Open).Append(' ').Append(Of(entry.Close))
            .Append(' ').Append(Of(entry.Task)).Append(' ').Append(OfAge(entry.Age));
        if (entry.CreationMonth is { } month)
            marks.Append(' ').Append(OfMonth(month));
        if (entry.Close == CloseDue.Soon)
            marks.Append(' ').Append(OfCloseDay(entry.DaysToClose.GetValueOrDefault()));
        if (entry.Owner.DeactivatedAt is not null)
            marks.Append(' ').Append(OfDeactivated);
        if (entry.IsStale)
            marks.Append(' ').Append(Stale);
        return marks.ToString();
    }

    private static string Mark(char kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);
}
