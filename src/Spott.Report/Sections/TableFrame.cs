using System;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>
/// What the big tables have in common. Without script it is a plain table; the script adds search, sorting and pages of rows. The rows
/// leave out the cells' end tags, as HTML lets them: of ten thousand rows they are a tenth.
/// </summary>
internal static class TableFrame
{
    /// <param name="html">The page.</param>
    /// <param name="name">Its identifier, by which figures name it.</param>
    /// <param name="texts">What stands above it.</param>
    internal static void Begin(HtmlWriter html, string name, TableTexts texts)
    {
        html.Write(
            $"<section id=\"{name}\" class=\"card wide rows\" data-table=\"{name}\" aria-labelledby=\"{name}-h\"><h2 id=\"{name}-h\">");
        Heading(html, texts);
        html.Write($"</h2>\n");
        if (texts.Note is { } note)
            html.Write($"<p class=\"note now\">{note}</p>\n");
        if (texts.BeforeNote is { } beforeNote)
            html.Write($"<p class=\"note then\">{beforeNote}</p>\n");
        html.Write($"<div class=\"tools\" hidden><input type=\"search\" placeholder=\"Search\" aria-label=\"{texts.Search}\" ");
        html.Write($"autocomplete=\"off\"><span class=\"chips\"></span></div>\n");
        html.Write($"<p class=\"shown\" role=\"status\"></p>\n<table class=\"list\"><caption class=\"unseen\">");
        Heading(html, texts);
        html.Write($"</caption>");
    }

    private static void Heading(HtmlWriter html, TableTexts texts)
    {
        if (texts.BeforeHeading is { } before)
            html.Write($"<span class=\"now\">{texts.Heading}</span><span class=\"then\">{before}</span>");
        else
            html.Write($"{texts.Heading}");
    }

    internal static void End(HtmlWriter html)
    {
        html.Write($"</tbody></table>\n<p class=\"more\" hidden><button type=\"button\" class=\"plain\">Show 100 more</button> ");
        html.Write($"<button type=\"button\" class=\"plain\">Show all</button></p>\n</section>\n");
    }

    internal static void DateCell(HtmlWriter html, DateTime? date, bool isLate)
    {
        if (date is not { } day)
            html.Write($"<td>");
        else if (isLate)
            html.Write($"<td class=\"late\">{day}");
        else
            html.Write($"<td>{day}");
    }
}
