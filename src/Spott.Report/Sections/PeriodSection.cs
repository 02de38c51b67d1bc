using System;
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
            FigureButton.Number(html, Of(sort), count);
            html.Write($"</span> <span class=\"what\">{name}</span>");
            if (period.Before is { } before)
                Before(html, sort, name, before.Count(sort));
            html.Write($"</li>\n");
        }

        html.Write($"</ul>\n");
        Sentence(html, period);
        html.Write($"</section>\n");
    }

    private static Filter Of(ChangeSort sort) =>
        new("sort", Marks.Of(sort), Array.Find(Tiles, tile => tile.Sort == sort).Name, Filter.Changes);

    private static void Before(HtmlWriter html, ChangeSort sort, string name, int count)
    {
        // Of the same group: a table shows one period or the other.
        Filter filter = new("sort", Marks.OfBefore(sort), name + ", in the period before", Filter.Changes, isBefore: true);
        string text = html.Culture.Number(count) + " before";
        html.Write($"<span class=\"before\">");
        if (count == 0)
            html.Write($"{text}");
        else
            FigureButton.Write(html, filter, text);
        html.Write($"</span>");
    }

    private static void Sentence(HtmlWriter html, Period period)
    {
        html.Write($"<p class=\"say\">");
        Figure Number(ChangeSort sort) => new(Of(sort), period.Changes.Count(sort));
        Figure added = Number(ChangeSort.Added);
        Figure forward = Number(ChangeSort.Forward);
        Figure deleted = Number(ChangeSort.Deleted);
        html.Write($"{added} {(added.Count == 1 ? "opportunity" : "opportunities")} came, ");
        html.Write($"{forward} {(forward.Count == 1 ? "move" : "moves")} went forward and {Number(ChangeSort.Back)} back, ");
        html.Write($"{Number(ChangeSort.Left)} left the open stages, won or lost, ");
        html.Write($"and {deleted} {(deleted.Count == 1 ? "was" : "were")} deleted.");
        if (period.IsCut)
            html.Write($" The mirror begins on {period.Begin}, later than the period: this is what there is.");
        else if (period.Before is null)
            html.Write($" The mirror begins on {period.Begin}: there is no whole period before this one to compare it with.");
        else
            html.Write($" \u201cBefore\u201d is the period of the same length that ended when this one began.");
        html.Write($"</p>\n");
    }
}
