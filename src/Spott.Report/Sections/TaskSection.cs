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
            int count = pipeline.Count(task);
            if (count == 0 && task == TaskDue.Undated)
                continue;
            FigureTable.Row(html, GlanceSection.Task(task, "Next task: " + name), name, null, count, greatest, shade);
            html.Write($"<td class=\"n\">{html.Culture.Percent(count, pipeline.Open.Count)}</td>");
            FigureTable.EndRow(html);
        }

        FigureTable.End(html);
        int none = pipeline.Count(TaskDue.None);
        int overdue = pipeline.Count(TaskDue.Overdue);
        html.Write(
            $"<p class=\"say\">{html.Culture.Number(none)} of the {html.Culture.Number(pipeline.Open.Count)} open "
            + $"{(none == 1 ? "has" : "have")} no next task, ");
        html.Write($"and the next task of {html.Culture.Number(overdue)} is overdue.</p>\n");
        Section.End(html);
    }
}
