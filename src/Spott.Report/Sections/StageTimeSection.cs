using System.Collections.Generic;
using System.Linq;
using Spott.Ports;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>How long opportunities stay in a stage, and which stay longest now.</summary>
internal static class StageTimeSection
{
    private const int MostRows = 8;

    internal static void Write(HtmlWriter html, ReportHistory history, Pipeline pipeline)
    {
        IReadOnlyList<StageTime> times = StageTime.Of(history, pipeline);
        if (times.Count == 0)
            return;
        Section.Begin(html, "time", "Time in stage");
        double greatest = times.Max(time => time.Most ?? 0);
        html.Write(
            $"<table class=\"figures care\"><caption class=\"unseen\">Days in each open stage, "
            + $"of the stays that have ended</caption><thead><tr><th scope=\"col\">Stage</th>");
        html.Write(
            $"<th scope=\"col\" class=\"n\">Now in it</th><th class=\"b\"><span class=\"unseen\">Bar</span></th><th scope=\"col\" "
            + $"class=\"n\">Median days</th>");
        html.Write($"<th scope=\"col\" class=\"n\">80% within</th><th scope=\"col\" class=\"n\">Ended</th></tr></thead><tbody>\n");
        foreach (StageTime time in times)
            Row(html, time, greatest);
        FigureTable.End(html);
        Sentence(html, times);
        Longest(html, pipeline, StageTime.Longest(history, MostRows));
        Section.End(html);
    }

    private static void Row(HtmlWriter html, StageTime time, double greatest)
    {
        Stage stage = time.Stage;
        html.Write($"<tr><th scope=\"row\">");
        if (stage.Count > 0)
            FigureButton.Open(html, Filter.Of(stage));
        html.Write($"{new Isolated(stage.Name)}");
        if (stage.Count > 0)
            FigureButton.Close(html);
        html.Write($"</th><td class=\"n\">{html.Culture.Number(stage.Count)}</td><td class=\"b\">");
        Bar.Write(html, time.Median ?? 0, time.Most ?? 0, greatest, "q5", "q2");
        html.Write($"</td>");
        Ended(html, time, Days(html, time.Median));
        Ended(html, time, Days(html, time.Most));
        Ended(html, time, html.Culture.Number(time.EndedCount));
        html.Write($"</tr>\n");
    }

    /// <summary>A figure of the stays that have ended, which shows whose they were.</summary>
    private static void Ended(HtmlWriter html, StageTime time, string text)
    {
        html.Write($"<td class=\"n\">");
        if (time.LeftCount > 0)
            FigureButton.Write(html, new Filter("left", Marks.OfLeft(time.Stage), "Left the stage " + time.Stage.Name), text);
        else
            html.Write($"{text}");
        html.Write($"</td>");
    }

    private static string Days(HtmlWriter html, double? days) => days is { } known ? html.Culture.Number(known) : "\u2013";

    private static void Sentence(HtmlWriter html, IReadOnlyList<StageTime> times)
    {
        html.Write($"<p class=\"say\">");
        if (times.Where(time => time.Median is not null).OrderByDescending(time => time.Median).FirstOrDefault() is { } slowest)
        {
            html.Write(
                $"Half of the stays in {new Isolated(slowest.Stage.Name)} lasted longer than "
                + $"{html.Culture.Days(slowest.Median.GetValueOrDefault())}, the longest median. ");
            html.Write($"Only stays whose beginning and end the mirror saw are counted. "
                + $"A click on a figure shows the opportunities that are still there.");
        }
        else
        {
            html.Write($"No stay has ended yet whose beginning the mirror saw.");
        }

        html.Write($"</p>\n");
    }

    private static void Longest(HtmlWriter html, Pipeline pipeline, IReadOnlyList<StageStay> stays)
    {
        if (stays.Count == 0)
            return;
        html.Write(
            $"<h3>Longest in their stage now</h3><table class=\"figures few\"><caption class=\"unseen\">The open opportunities that are "
            + $"longest in their stage</caption>");
        html.Write(
            $"<thead><tr><th scope=\"col\">Opportunity</th><th scope=\"col\">Stage</th><th scope=\"col\" "
            + $"class=\"n\">Days</th></tr></thead><tbody>\n");
        foreach (StageStay stay in stays)
        {
            FigureTable.OneRow(html, pipeline.Find(stay.OpportunityId), stay.OpportunityName ?? stay.OpportunityId);
            html.Write($"<td>{new Isolated(stay.StageName ?? stay.StageId ?? "no stage")}</td>");
            html.Write(
                $"<td class=\"n\">{(stay.IsEntryKnown ? null : "over ")}{html.Culture.Number((int)stay.Duration.TotalDays)}</td></tr>\n");
        }

        FigureTable.End(html);
        if (stays.Any(stay => !stay.IsEntryKnown))
            html.Write($"<p class=\"say\">\u201cOver\u201d: it was there already when the mirror began.</p>\n");
    }
}
