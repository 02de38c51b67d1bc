using System;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>
/// What the big tables have in common. Without script it is a plain table; the script adds search, sorting and pages of rows.
/// </summary>
internal static class TableFrame
{
    internal static void Begin(HtmlWriter html, string name, string heading, string search)
    {
        html.Write(
            $"<section id=\"{name}\" class=\"card wide rows\" data-table=\"{name}\" aria-labelledby=\"{name}-h\"><h2 "
            + $"id=\"{name}-h\">{heading}</h2>\n");
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
            html.Write($"<td></td>");
        else if (isLate)
            html.Write($"<td class=\"late\">{day}</td>");
        else
            html.Write($"<td>{day}</td>");
    }
}
