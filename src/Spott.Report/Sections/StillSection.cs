using System.Linq;
using Spott.Ports;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>Which open opportunities nobody has touched for 30 days.</summary>
internal static class StillSection
{
    private const int MostRows = 10;

    internal static void Write(HtmlWriter html, ReportHistory history, Pipeline pipeline, Stillness stillness)
    {
        Section.Begin(html, "still", "Not changed for 30 days");
        Figure still = new(new Filter("still", Marks.Stale, "Not changed for 30 days"), stillness.Still.Count);
        // Of a mirror that is too young a 0 would say what nobody knows.
        if (stillness.IsKnown(history.Until))
        {
            html.Write($"<p class=\"one\"><span class=\"big\">");
            FigureButton.Number(html, still.Filter, still.Count);
            html.Write($"</span> of {new Figure(Filter.Open, pipeline.Open.Count)} open</p>\n");
        }

        if (stillness.Still.Count > 0)
            Table(html, stillness);
        Sentence(html, history, stillness, still);
        Section.End(html);
    }

    private static void Table(HtmlWriter html, Stillness stillness)
    {
        html.Write(
            $"<table class=\"figures few\"><caption class=\"unseen\">Open opportunities that have not changed for "
            + $"longest</caption><thead><tr>");
        html.Write(
            $"<th scope=\"col\">Opportunity</th><th scope=\"col\">Owner</th><th scope=\"col\" class=\"n\">Last "
            + $"change</th></tr></thead><tbody>\n");
        foreach (Entry entry in stillness.Still.Take(MostRows))
        {
            FigureTable.OneRow(html, entry, entry.Record.ToString());
            html.Write($"<td>{new Isolated(entry.Owner.Name)}</td>");
            html.Write($"<td class=\"n\">{(stillness.IsOlder(entry) ? "before " : null)}{stillness.LastSeenToChange(entry)}</td></tr>\n");
        }

        FigureTable.End(html);
    }

    private static void Sentence(HtmlWriter html, ReportHistory history, Stillness stillness, Figure still)
    {
        html.Write($"<p class=\"say\">");
        if (!stillness.IsKnown(history.Until))
            html.Write(
                $"The mirror begins on {history.Begin}. So it knows only from {stillness.KnownFrom} on what has not changed for 30 days.");
        else
            html.Write(
                $"Of {still} open {(still.Count == 1 ? "opportunity" : "opportunities")} no property has changed for 30 "
                + $"days{(still.Count > MostRows ? ", the longest of them above" : null)}.");
        html.Write($"</p>\n");
    }
}
