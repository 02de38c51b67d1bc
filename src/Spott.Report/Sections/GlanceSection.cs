using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>The few numbers that are looked at first.</summary>
internal static class GlanceSection
{
    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        html.Write(
            $"<section id=\"glance\" aria-labelledby=\"glance-h\"><h2 id=\"glance-h\" class=\"unseen\">At a glance</h2><ul "
            + $"class=\"tiles\">\n");
        Tile(html, "Open", pipeline.Open.Count, Filter.Open, isWarning: false);
        Tile(html, "Closing in 30 days", pipeline.Count(CloseDue.Soon), Close(CloseDue.Soon, "Closing in 30 days"), isWarning: false);
        Tile(html, "Close date overdue", pipeline.Count(CloseDue.Overdue), Close(CloseDue.Overdue, "Close date overdue"), isWarning: true);
        Tile(html, "No close date", pipeline.Count(CloseDue.None), Close(CloseDue.None, "No close date"), isWarning: false);
        Tile(html, "Next task overdue", pipeline.Count(TaskDue.Overdue), Task(TaskDue.Overdue, "Next task overdue"), isWarning: true);
        Tile(html, "No next task", pipeline.Count(TaskDue.None), Task(TaskDue.None, "No next task"), isWarning: false);
        html.Write($"</ul></section>\n");
    }

    internal static Filter Close(CloseDue close, string label) => new("close", Marks.Of(close), label);

    internal static Filter Task(TaskDue task, string label) => new("task", Marks.Of(task), label);

    private static void Tile(HtmlWriter html, string name, int count, Filter filter, bool isWarning)
    {
        html.Write($"<li class=\"{(count > 0 && isWarning ? "tile warn" : "tile")}\"><span class=\"big\">");
        FigureButton.Number(html, filter, count);
        html.Write($"</span> <span class=\"what\">{name}</span></li>\n");
    }
}
