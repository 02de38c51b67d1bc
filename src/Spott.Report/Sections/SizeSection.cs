using System.Linq;
using Spott.Report.Charts;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>How the open pipeline grew and shrank.</summary>
internal static class SizeSection
{
    internal static void Write(HtmlWriter html, PipelineSize size, Pipeline pipeline)
    {
        if (!size.IsLine)
            return;
        Section.Begin(html, "size", "Open opportunities over time", "wide");
        html.Write($"<ul class=\"legend\">");
        foreach (Stage stage in size.Stages)
        {
            html.Write($"<li>");
            if (stage.Count > 0)
                FigureButton.Open(html, Filter.Of(stage));
            html.Write(
                $"<svg class=\"swatch\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" "
                + $"class=\"{stage.ShadeClass}\"/></svg>{new Isolated(stage.Name)}");
            if (stage.Count > 0)
                FigureButton.Close(html);
            html.Write($"</li>");
        }

        html.Write($"</ul>\n");
        html.WriteMarkup(SizeChart.Draw(size, html.Culture, 1140, 7, "broad"));
        html.WriteMarkup(SizeChart.Draw(size, html.Culture, 330, 3, "slim"));

        Sentence(html, size, pipeline);
        Section.End(html);
    }

    private static void Sentence(HtmlWriter html, PipelineSize size, Pipeline pipeline)
    {
        int last = PipelineSize.Samples - 1;
        int change = size.Total(last) - size.Total(0);
        html.Write($"\n<p class=\"say\">On {size.MomentOf(0)} ");
        Figure stillThere = new(new Filter("was", Marks.WasOpen, "Open on " + html.Culture.Date(size.MomentOf(0))), size.StillThereCount);
        if (stillThere.Count == size.Total(0))
            html.Write($"{stillThere} were open, ");
        else
            html.Write($"{html.Culture.Number(size.Total(0))} were open ({stillThere} of them are on this page), ");
        html.Write($"on {size.MomentOf(last)} ");
        if (pipeline.Open.Count == size.Total(last))
            html.Write($"{new Figure(Filter.Open, pipeline.Open.Count)}");
        else
            html.Write($"{html.Culture.Number(size.Total(last))}");
        string more = change > 0 ? $"{html.Culture.Number(change)} more" : $"{html.Culture.Number(-change)} fewer";
        html.Write($": {(change == 0 ? "the same number" : more)}.");
        (Stage stage, int by) most = size.Stages.Select(
            (stage, index) => (stage, by: size.Counts[index][last] - size.Counts[index][0])).OrderByDescending(pair => pair.by).First();
        if (most.by > 0)
            html.Write($" {new Isolated(most.stage.Name)} grew most, by {html.Culture.Number(most.by)}.");
        html.Write($"</p>\n");
    }
}
