using System.Collections.Generic;
using System.Linq;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>How many stand in each stage.</summary>
internal static class StageSection
{
    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "stages", "By stage");
        IReadOnlyList<Stage> stages = pipeline.Stages.All.Where(stage => stage.Count > 0).ToArray();
        int greatest = stages.Max(stage => stage.Count);
        FigureTable.Begin(html, "Opportunities by stage, in the order of the sales process", "Stage", "Number", "Share of all");
        foreach (Stage stage in stages)
        {
            FigureTable.Row(
                html, Filter.Of(stage), stage.Name, Note(stage), stage.Count, greatest, stage.ShadeClass);
            html.Write($"<td class=\"n\">{html.Culture.Percent(stage.Count, pipeline.Entries.Count)}</td>");
            FigureTable.EndRow(html);
        }

        FigureTable.End(html);
        Sentence(html, pipeline);
        Section.End(html);
    }

    private static string? Note(Stage stage) => stage.IsOpen switch { true => null, false => "not open", _ => "not known to be open" };

    private static void Sentence(HtmlWriter html, Pipeline pipeline)
    {
        int all = pipeline.Entries.Count;
        int open = pipeline.Open.Count;
        html.Write(
            $"<p class=\"say\">{new Figure(Filter.Open, open)} of {new Figure(Filter.All, all)} "
            + $"{(all == 1 ? "opportunity" : "opportunities")} {(open == 1 ? "is" : "are")} open");
        IGrouping<Stage, Entry>[] byStage =
            pipeline.Open.GroupBy(entry => entry.Stage).OrderByDescending(stage => stage.Count())
                .ThenBy(stage => stage.Key.Index).ToArray();
        if (byStage.Length == 1)
            html.Write($", in {new Isolated(byStage[0].Key.Name)}");
        else if (byStage.Length > 1)
            html.Write($"; {new Isolated(byStage[0].Key.Name)} has the most, {OpenIn(byStage[0].Key, byStage[0].Count())}");
        html.Write($".");
        int unknown = pipeline.Entries.Count(entry => entry.Record.StageIsOpen is null);
        if (unknown > 0)
            html.Write(
                $" {new Figure(new Filter("open", Marks.Unsaid, "Not said whether open"), unknown)} {(unknown == 1 ? "does" : "do")} not "
                + $"say whether {(unknown == 1 ? "it is" : "they are")} open, and {(unknown == 1 ? "is" : "are")} not counted as open.");
        html.Write($"</p>\n");
    }

    /// <summary>As the stage's own row where all that are in it are open.</summary>
    private static Figure OpenIn(Stage stage, int open)
    {
        Filter all = Filter.Of(stage);
        return new Figure(open == stage.Count ? all : new Filter(all.Group, Marks.Open + " " + all.Marks, all.Label + ", open"), open);
    }
}
