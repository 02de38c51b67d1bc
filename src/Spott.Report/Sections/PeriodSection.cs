using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>What happened in the period, beside the one before.</summary>
internal static class PeriodSection
{
    private static readonly (ChangeSort Sort, string Name, bool IsAlways)[] Tiles =
    [
        (ChangeSort.Added, "New", true),
        (ChangeSort.Forward, "Moved forward", true),
        (ChangeSort.Back, "Moved back", true),
        (ChangeSort.Left, "Left the open stages", true),
        (ChangeSort.Reopened, "Reopened", false),
        (ChangeSort.Moved, "Moved to another stage", false),
        (ChangeSort.Deleted, "Deleted", true),
        (ChangeSort.Restored, "Restored", false),
    ];

    internal static void Write(HtmlWriter html, Period period)
    {
        html.Write(
            $"<section id=\"period\" class=\"card\" aria-labelledby=\"period-h\"><h2 id=\"period-h\">From {period.Since} to "
            + $"{period.Until}</h2>\n<ul class=\"moves\">");
        foreach ((ChangeSort sort, string name, bool isAlways) in Tiles)
        {
            int count = period.Changes.Count(sort);
            if (count == 0 && !isAlways && period.Before?.Count(sort) is null or 0)
                continue;
            html.Write($"<li><span class=\"big\">");
            FigureButton.Number(html, new Filter("sort", Marks.Of(sort), name, Filter.Changes), count);
            html.Write($"</span> <span class=\"what\">{name}</span>");
            if (period.Before is { } before)
                html.Write($"<span class=\"before\">{html.Culture.Number(before.Count(sort))} before</span>");
            html.Write($"</li>\n");
        }

        html.Write($"</ul>\n");
        Sentence(html, period);
        html.Write($"</section>\n");
    }

    private static void Sentence(HtmlWriter html, Period period)
    {
        html.Write($"<p class=\"say\">");
        html.Write($"{html.Culture.Count(period.Changes.Count(ChangeSort.Added), "opportunity", "opportunities")} came, ");
        html.Write(
            $"{html.Culture.Count(period.Changes.Count(ChangeSort.Forward), "move", "moves")} went forward and "
            + $"{html.Culture.Number(period.Changes.Count(ChangeSort.Back))} back, ");
        html.Write(
            $"{html.Culture.Number(period.Changes.Count(ChangeSort.Left))} left the open stages, won or lost, "
            + $"and {html.Culture.Number(period.Changes.Count(ChangeSort.Deleted))} ");
        html.Write($"{(period.Changes.Count(ChangeSort.Deleted) == 1 ? "was" : "were")} deleted.");
        if (period.IsCut)
            html.Write($" The mirror begins on {period.Begin}, later than the period: this is what there is.");
        else if (period.Before is null)
            html.Write($" The mirror begins on {period.Begin}: there is no whole period before this one to compare it with.");
        else
            html.Write($" \u201cBefore\u201d is the period of the same length that ended when this one began.");
        html.Write($"</p>\n");
    }
}
