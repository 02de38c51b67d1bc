using System.Linq;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>Whether somebody has something to do next.</summary>
internal static class TaskSection
{
    private static readonly (TaskDue Task, string Name, string Shade)[] Rows =
    [
        (TaskDue.Overdue, "overdue", "warnbar"), (TaskDue.None, "no next task", "q0"), (TaskDue.Ahead, "still ahead", "q5"),
        (TaskDue.Undated, "without a date", "q3"),
    ];

    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        Section.Begin(html, "tasks", "Next tasks of open opportunities");
        int greatest = Rows.Max(row => pipeline.Count(row.Task));
        FigureTable.Begin(html, "Open opportunities by the state of their next task", "Next task", "Open", "Share");
        foreach ((TaskDue task, string name, string shade) in Rows)
        {
            Figure figure = Of(pipeline, task, name);
            if (figure.Count == 0 && task == TaskDue.Undated)
                continue;
            FigureTable.Row(html, figure.Filter, name, null, figure.Count, greatest, shade);
            html.Write($"<td class=\"n\">{html.Culture.Percent(figure.Count, pipeline.Open.Count)}</td>");
            FigureTable.EndRow(html);
        }

        FigureTable.End(html);
        Figure none = Of(pipeline, TaskDue.None, Rows[1].Name);
        Figure overdue = Of(pipeline, TaskDue.Overdue, Rows[0].Name);
        html.Write(
            $"<p class=\"say\">{none} of the {new Figure(Filter.Open, pipeline.Open.Count)} open "
            + $"{(none.Count == 1 ? "has" : "have")} no next task, and the next task of {overdue} is overdue.</p>\n");
        Section.End(html);
    }

    private static Figure Of(Pipeline pipeline, TaskDue task, string name) =>
        new(GlanceSection.Task(task, "Next task: " + name), pipeline.Count(task));
}
