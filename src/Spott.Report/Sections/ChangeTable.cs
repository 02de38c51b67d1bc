using System;
using System.Linq;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>
/// Every change of the period in a row, newest first; and what the figures of the period before count, hidden until one of them is chosen.
/// </summary>
internal static class ChangeTable
{
    /// <summary>Descriptions change too, and may be long.</summary>
    private const int LongestText = 160;

    /// <summary>
    /// Rows of both tables, which a page of 5 MB has room for. Where there are more changes some are left out, and the page says so.
    /// </summary>
    private const int RowsOfPage = 17_000;

    private const int LeastShown = 5_000;

    internal static void Write(HtmlWriter html, Pipeline pipeline, Period period)
    {
        ChangeRows rows = new(period, Math.Max(LeastShown, RowsOfPage - pipeline.Entries.Count));
        TableFrame.Begin(html, Filter.Changes, Texts(html.Culture, period, rows));
        html.Write(
            $"<colgroup><col class=\"cw\"><col class=\"c1\"><col class=\"c4\"><col><col></colgroup><thead><tr><th scope=\"col\" "
            + $"data-s=\"date\">Seen</th>");
        html.Write(
            $"<th scope=\"col\" data-s=\"text\">Of</th><th scope=\"col\" data-s=\"text\">What</th><th scope=\"col\" "
            + $"data-s=\"text\">Before</th>");
        html.Write($"<th scope=\"col\" data-s=\"text\">Now</th></tr></thead>\n<tbody>\n");
        foreach (ChangeEntry entry in rows.Period)
            Row(html, entry, Marks.Of(entry.Sort));
        if (rows.Before.Count > 0)
            html.Write($"</tbody>\n<tbody hidden>\n");
        foreach (ChangeEntry entry in rows.Before)
            Row(html, entry, Marks.OfBefore(entry.Sort));
        TableFrame.End(html);
    }

    private static TableTexts Texts(PageCulture culture, Period period, ChangeRows rows)
    {
        int count = period.Changes.Entries.Count;
        bool isWhole = rows.Period.Count == count;
        TableTexts texts = new(
            $"{(isWhole ? "All changes" : "Changes")} from {culture.Date(period.Since)} to {culture.Date(period.Until)}",
            "Search in names, properties, values and dates");
        if (!isWhole)
            texts.Note = Note(culture.Number(rows.Period.Count), culture.Number(count), rows.AreFiguresWhole);
        if (rows.Before.Count == 0)
            return texts;
        int before = period.Before!.Entries.Count(entry => entry.IsCounted);
        texts.BeforeHeading = $"The period before: from {culture.Date(period.BeforeSince)} to {culture.Date(period.Since)}";
        texts.BeforeNote = rows.Before.Count == before
            ? "Of the period before, this page has what its figures count. Get-SpottChange gives every change."
            : $"These are the newest {culture.Number(rows.Before.Count)} of the {culture.Number(before)} changes that the figures of the "
                + "period before count. Get-SpottChange gives every one.";
        return texts;
    }

    private static string Note(string shown, string count, bool areFiguresWhole) => areFiguresWhole
        ? $"These are {shown} of {count} changes: all that the figures count, and the newest of the others. "
            + "Get-SpottChange gives every one."
        : $"These are {shown} of {count} changes: the newest of those that the figures count. The figures count all of them; what they "
            + "show are those in this table. Get-SpottChange gives every one.";

    private static void Row(HtmlWriter html, ChangeEntry entry, string mark)
    {
        Change change = entry.Change;
        html.Write($"<tr data-m=\"{mark}\"><td><time datetime=\"{PageCulture.IsoMoment(change.ObservedAt)}\">");
        html.Write($"{html.Culture.Moment(change.ObservedAt)}</time>");
        if (change.NotBefore is { } notBefore)
            html.Write(
                $"<small>not before <time datetime=\"{PageCulture.IsoMoment(notBefore)}\">{html.Culture.Moment(notBefore)}</time></small>");
        html.Write($"<td>{change.Name ?? change.Id}");
        if (change.Subject != ChangeSubject.Opportunity)
            html.Write($" <span class=\"badge\">{Subject(change.Subject)}</span>");
        html.Write($"<td>{What(entry)}");
        Value(html, entry.OldValue);
        Value(html, entry.NewValue);
        html.Write($"</tr>\n");
    }

    private static string Subject(ChangeSubject subject) => subject switch
    {
        ChangeSubject.Contact => "contact",
        ChangeSubject.Company => "company",
        ChangeSubject.Stage => "stage",
        _ => "owner",
    };

    private static string What(ChangeEntry entry) => entry.Sort switch
    {
        ChangeSort.Added => "new",
        ChangeSort.Deleted => "deleted",
        ChangeSort.Restored => "there again",
        ChangeSort.Forward => "stage, forward",
        ChangeSort.Back => "stage, back",
        ChangeSort.Left => "stage, left the open ones",
        ChangeSort.Reopened => "stage, open again",
        ChangeSort.Moved => "stage",
        _ when entry.Property is null => entry.Change.Kind == ChangeKind.Added ? "new" : entry.Change.Kind.ToString().ToLowerInvariant(),
        _ => Words(entry.Property),
    };

    /// <summary>CloseDate as "close date"; what is not a plain name stays as it is.</summary>
    private static string Words(string property)
    {
        if (!property.All(char.IsLetter))
            return property;
        return string.Concat(property.Select((letter, index) =>
            char.IsUpper(letter) && index > 0 ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
    }

    private static void Value(HtmlWriter html, object? value)
    {
        switch (value)
        {
            case null:
                html.Write($"<td>");
                break;
            case DateTime date:
                html.Write($"<td>{date}");
                break;
            case bool flag:
                html.Write($"<td>{(flag ? "yes" : "no")}");
                break;
            default:
                string text = Convert.ToString(value, html.Culture.Culture) ?? string.Empty;
                html.Write($"<td>{(text.Length > LongestText ? text.Substring(0, LongestText) + "\u2026" : text)}");
                break;
        }
    }
}
