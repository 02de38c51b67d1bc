using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Sections;

/// <summary>A small table of figures with bars, each row a filter.</summary>
internal static class FigureTable
{
    internal static void Begin(HtmlWriter html, string caption, string nameHeading, string countHeading, params string[] further)
    {
        html.Write(
            $"<table class=\"figures{(further.Length > 1 ? " care" : null)}\"><caption class=\"unseen\">{caption}</caption><thead><tr><th "
            + $"scope=\"col\">{nameHeading}</th>");
        html.Write($"<th scope=\"col\" class=\"n\">{countHeading}</th><th class=\"b\"><span class=\"unseen\">Bar</span></th>");
        foreach (string heading in further)
            html.Write($"<th scope=\"col\" class=\"n\">{heading}</th>");
        html.Write($"</tr></thead><tbody>\n");
    }

    /// <summary>The row's name, number and bar; the row is left open for further cells.</summary>
    internal static void Row(HtmlWriter html, Filter filter, string name, string? note, int count, int greatest, string shade)
    {
        html.Write($"<tr><th scope=\"row\">");
        if (count > 0)
            FigureButton.Open(html, filter);
        html.Write($"{new Isolated(name)}");
        if (note is not null)
            html.Write($" <span class=\"badge\">{note}</span>");
        if (count > 0)
            FigureButton.Close(html);
        html.Write($"</th><td class=\"n\">{html.Culture.Number(count)}</td><td class=\"b\">");
        Bar.Write(html, count, greatest, shade);
        html.Write($"</td>");
    }

    /// <summary>A row about one opportunity, which it shows; it is left open for further cells.</summary>
    /// <param name="html">The page.</param>
    /// <param name="entry">Null for one that is not among the page's.</param>
    /// <param name="name">How it is called.</param>
    internal static void OneRow(HtmlWriter html, Entry? entry, string name)
    {
        html.Write($"<tr><th scope=\"row\">");
        if (entry is not null)
            FigureButton.Open(html, new Filter("one", Marks.OfOne(entry), name));
        html.Write($"{new Isolated(name)}");
        if (entry is not null)
            FigureButton.Close(html);
        html.Write($"</th>");
    }

    internal static void EndRow(HtmlWriter html) => html.Write($"</tr>\n");

    internal static void End(HtmlWriter html) => html.Write($"</tbody></table>\n");
}
