using System.Linq;
using Spott.Ports;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>The title, and what is known of the page: when it was made, of how many records, and where they came from.</summary>
internal static class HeaderSection
{
    internal static void Write(HtmlWriter html, ReportContent content, Pipeline pipeline)
    {
        html.Write(
            $"<header><h1>{content.Title}</h1>\n<p class=\"facts\">Made on <time "
            + $"datetime=\"{PageCulture.IsoMoment(content.MadeAt)}\">{html.Culture.Moment(content.MadeAt)}</time> ");
        html.Write($"of {html.Culture.Count(pipeline.Entries.Count, "opportunity", "opportunities")}");
        if (content.Now != content.MadeAt)
            html.Write(
                $", as they were on <time datetime=\"{PageCulture.IsoMoment(content.Now)}\">{html.Culture.Moment(content.Now)}</time>");
        html.Write($".");
        if (pipeline.Entries.Where(entry => entry.Record.CreatedAt is not null).Select(
            entry => entry.Record.CreatedAt.GetValueOrDefault()).OrderBy(date => date).ToArray() is { Length: > 1 } created)
            html.Write($" They were created from {created[0]} to {created[created.Length - 1]}.");
        if (pipeline.RepeatCount > 0)
            html.Write(
                $" {html.Culture.Count(pipeline.RepeatCount, "copy", "copies")} of opportunities that came more than once "
                + $"{(pipeline.RepeatCount == 1 ? "is" : "are")} not counted.");
        if (content.DeletedCount > 0)
            html.Write($" {html.Culture.Count(content.DeletedCount, "deleted one is", "deleted ones are")} left out.");
        html.Write($"</p>\n");
        if (content.History is { } history)
            History(html, history);
        html.Write($"</header>\n");
    }

    private static void History(HtmlWriter html, ReportHistory history)
    {
        html.Write($"<p class=\"facts\">Source: {new Isolated(history.Source)}, which knows what happened since {history.Begin}");
        if (history.LastRunAt is { } last)
            html.Write(
                $" and was brought up to date on <time datetime=\"{PageCulture.IsoMoment(last)}\">{html.Culture.Moment(last)}</time>");
        html.Write(
            $". Period: from <time datetime=\"{PageCulture.IsoMoment(history.Since)}\">{html.Culture.Moment(history.Since)}</time> ");
        html.Write(
            $"to <time datetime=\"{PageCulture.IsoMoment(history.Until)}\">{html.Culture.Moment(history.Until)}</time>. Filter: none, "
            + $"all opportunities.</p>\n");
    }
}
