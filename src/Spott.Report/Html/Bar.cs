namespace Spott.Report.Html;

/// <summary>A bar within a table: SVG, because a width by style would need styles from everywhere to be allowed.</summary>
internal static class Bar
{
    /// <param name="html">The page.</param>
    /// <param name="part">How much.</param>
    /// <param name="whole">The longest bar's value; 0 leaves the bar empty.</param>
    /// <param name="shade">Its colour, a class of the style sheet.</param>
    internal static void Write(HtmlWriter html, double part, double whole, string shade)
    {
        double percent = whole <= 0 ? 0 : part / whole * 100;
        html.Write($"<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"{percent}%\" height=\"100%\" class=\"{shade}\"/></svg>");
    }
}
