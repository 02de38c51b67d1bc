using System;
using System.Linq;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>What closes when: a strip of the next 30 days, and what lies outside of it.</summary>
internal static class CloseDateSection
{
    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "close", "Close dates of open opportunities");
        Strip(html, pipeline);
        Figure overdue = new(GlanceSection.Close(CloseDue.Overdue, "Close date overdue"), pipeline.Count(CloseDue.Overdue));
        Figure soon = new(GlanceSection.Close(CloseDue.Soon, "Closing in 30 days"), pipeline.Count(CloseDue.Soon));
        Figure later = new(GlanceSection.Close(CloseDue.Later, "Closing later than in 30 days"), pipeline.Count(CloseDue.Later));
        Figure none = new(GlanceSection.Close(CloseDue.None, "No close date"), pipeline.Count(CloseDue.None));
        html.Write($"<ul class=\"pairs\">");
        Pair(html, "overdue", overdue);
        Pair(html, "in the next 30 days", soon);
        Pair(html, "later", later);
        Pair(html, "none", none);
        html.Write($"</ul>\n");
        html.Write(
            $"<p class=\"say\">The close date of {overdue} has passed; {soon} {(soon.Count == 1 ? "closes" : "close")} in the next "
            + $"30 days, {later} later; {none} {(none.Count == 1 ? "has" : "have")} none.</p>\n");
        Section.End(html);
    }

    private static void Pair(HtmlWriter html, string name, Figure figure)
    {
        html.Write($"<li><b>");
        FigureButton.Number(html, figure.Filter, figure.Count);
        html.Write($"</b> {name}</li>");
    }

    private static void Strip(HtmlWriter html, Pipeline pipeline)
    {
        int[] counts = new int[Entry.StripDays];
        foreach (Entry entry in pipeline.Open.Where(entry => entry.Close == CloseDue.Soon))
            counts[entry.DaysToClose.GetValueOrDefault()]++;
        int greatest = Math.Max(1, counts.Max());

        html.Write($"<ol class=\"strip\" aria-label=\"Close dates of the next 30 days\">");
        for (int day = 0; day < counts.Length; day++)
            Day(html, pipeline.Now.Date.AddDays(day), day, counts[day], greatest);
        html.Write($"</ol>\n");
    }

    private static void Day(HtmlWriter html, DateTime date, int day, int count, int greatest)
    {
        // Six steps of colour; none for an empty day.
        string heat = count == 0 ? "h0" : FormattableString.Invariant($"h{1 + (count - 1) * 5 / Math.Max(1, greatest - 1)}");
        string weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? " weekend" : string.Empty;
        bool beginsMonth = day == 0 || date.Day == 1;
        html.Write($"<li class=\"{heat}{weekend}\"><span class=\"w\">{html.Culture.Weekday(date)}</span>");
        html.Write(
            $"<time class=\"d\" datetime=\"{PageCulture.Iso(date)}\">"
            + $"{html.Culture.DayOfMonth(date)}{(beginsMonth ? " " + html.Culture.ShortMonth(date) : null)}</time><b>");
        if (count > 0)
            FigureButton.Write(
                html, new Filter("close", Marks.OfCloseDay(day), "Closing on " + html.Culture.Date(date)), html.Culture.Number(count));
        html.Write($"</b></li>");
    }
}
