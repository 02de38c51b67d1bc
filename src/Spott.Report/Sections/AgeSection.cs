using System;
using System.Linq;
using Spott.Report.Charts;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>How old the open opportunities are.</summary>
internal static class AgeSection
{
    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "age", "Age of open opportunities");
        CreationMonths months = new(pipeline);
        if (months.Greatest > 0)
        {
            html.Write($"<h3>By the month of their creation</h3>");
            html.WriteMarkup(CreationChart.Draw(months, html.Culture, 540, 6, "broad"));
            html.WriteMarkup(CreationChart.Draw(months, html.Culture, 330, 8, "slim"));
        }

        html.Write($"\n<ul class=\"pairs\">");
        for (int band = 0; band < AgeBand.Names.Length; band++)
        {
            int count = pipeline.Open.Count(entry => entry.Age == band);
            if (count == 0 && band == AgeBand.Unknown)
                continue;
            html.Write($"<li><b>");
            FigureButton.Number(html, new Filter("age", Marks.OfAge(band), "Age: " + AgeBand.Names[band]), count);
            html.Write($"</b> {AgeBand.Names[band]}</li>");
        }

        html.Write($"</ul>\n");
        Sentence(html, pipeline);
        Section.End(html);
    }

    private static void Sentence(HtmlWriter html, Pipeline pipeline)
    {
        double[] days = pipeline.Open
            .Where(entry => entry.Record.CreatedAt is not null)
            .Select(entry => Math.Max(0, (pipeline.Now - entry.Record.CreatedAt.GetValueOrDefault()).TotalDays))
            .OrderBy(age => age)
            .ToArray();
        if (days.Length == 0)
        {
            html.Write($"<p class=\"say\">No open opportunity says when it was created.</p>\n");
            return;
        }

        Entry oldest = pipeline.Open.Where(entry => entry.Record.CreatedAt is not null).OrderBy(entry => entry.Record.CreatedAt).First();
        html.Write($"<p class=\"say\">");
        if (days.Length > 1)
            html.Write($"Half of them are older than {html.Culture.Count((int)Quantile.Of(days, 0.5), "day", "days")}. ");
        html.Write(
            $"The oldest, {new Isolated(oldest.Record.ToString())}, was created on {oldest.Record.CreatedAt.GetValueOrDefault()}.</p>\n");
    }
}
