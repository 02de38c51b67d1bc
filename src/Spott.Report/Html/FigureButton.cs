namespace Spott.Report.Html;

/// <summary>A figure that filters a table. Without script it reads as text.</summary>
internal static class FigureButton
{
    internal static void Write(HtmlWriter html, Filter filter, string text)
    {
        Open(html, filter);
        html.Write($"{text}");
        Close(html);
    }

    internal static void Open(HtmlWriter html, Filter filter)
    {
        html.Write($"<button type=\"button\"{(filter.IsBefore ? " data-p" : null)} data-t=\"{filter.Table}\" data-g=\"{filter.Group}\" ");
        html.Write($"data-f=\"{filter.Marks}\" data-n=\"{filter.Label}\">");
    }

    internal static void Close(HtmlWriter html) => html.Write($"</button>");

    /// <summary>A number that filters, unless it is zero.</summary>
    internal static void Number(HtmlWriter html, Filter filter, int count)
    {
        if (count == 0)
            html.Write($"<span class=\"zero\">{html.Culture.Number(count)}</span>");
        else
            Write(html, filter, html.Culture.Number(count));
    }
}
