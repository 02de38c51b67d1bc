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
    /// <param name="heading">What it holds.</param>
    /// <param name="search">Where the search looks.</param>
    /// <param name="note">What must be known of it; null where nothing must.</param>
    internal static void Begin(HtmlWriter html, string name, string heading, string search, string? note = null)
    {
        html.Write(
            $"<section id=\"{name}\" class=\"card wide rows\" data-table=\"{name}\" aria-labelledby=\"{name}-h\"><h2 "
            + $"id=\"{name}-h\">{heading}</h2>\n");
        if (note is not null)
            html.Write($"<p class=\"note\">{note}</p>\n");
        html.Write(
            $"<div class=\"tools\" hidden><input type=\"search\" placeholder=\"Search\" aria-label=\"{search}\" autocomplete=\"off\"><span "
            + $"class=\"chips\"></span></div>\n");
        html.Write($"<p class=\"shown\" role=\"status\"></p>\n<table class=\"list\"><caption class=\"unseen\">{heading}</caption>");
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
