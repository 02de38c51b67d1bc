using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>Every opportunity of the page in a row, in the order in which they came.</summary>
internal static class RecordTable
{
    internal static void Write(HtmlWriter html, Pipeline pipeline)
    {
        TableFrame.Begin(
            html, Filter.Records, new TableTexts("All opportunities", "Search in name, stage, company, owner and dates"));
        html.Write(
            $"<colgroup><col class=\"c1\"><col class=\"c2\"><col class=\"c3\"><col class=\"c4\"><col class=\"cd\"><col class=\"cd\"><col "
            + $"class=\"cd\"></colgroup><thead><tr>");
        html.Write(
            $"<th scope=\"col\" data-s=\"text\">Name</th><th scope=\"col\" data-s=\"s\">Stage</th><th scope=\"col\" "
            + $"data-s=\"text\">Company</th>");
        html.Write($"<th scope=\"col\" data-s=\"text\">Owner</th><th scope=\"col\" data-s=\"date\">Close date</th>");
        html.Write(
            $"<th scope=\"col\" data-s=\"date\">Next task</th><th scope=\"col\" data-s=\"date\">Created</th></tr></thead>\n<tbody>\n");
        foreach (Entry entry in pipeline.Entries)
            Row(html, entry);
        TableFrame.End(html);
    }

    private static void Row(HtmlWriter html, Entry entry)
    {
        Opportunity record = entry.Record;
        html.Write($"<tr data-m=\"{Marks.Of(entry)}\"><td>{record.Name ?? record.Id}<td>{record.StageName ?? record.StageId}");
        html.Write($"<td>{record.CompanyName ?? record.CompanyId}<td>{record.OwnerName ?? record.OwnerId}");
        TableFrame.DateCell(html, record.CloseDate, entry.IsOpen && entry.Close == CloseDue.Overdue);
        TableFrame.DateCell(html, record.NextTaskDueDate, entry.IsOpen && entry.Task == TaskDue.Overdue);
        TableFrame.DateCell(html, record.CreatedAt, isLate: false);
        html.Write($"</tr>\n");
    }
}
