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

    /// <summary>Two bars of one scale over each other, the shorter one in front.</summary>
    internal static void Write(HtmlWriter html, double inner, double outer, double whole, string innerShade, string outerShade)
    {
        double Percent(double part) => whole <= 0 ? 0 : part / whole * 100;
        html.Write($"<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"{Percent(outer)}%\" height=\"100%\" class=\"{outerShade}\"/>");
        html.Write($"<rect width=\"{Percent(inner)}%\" height=\"100%\" class=\"{innerShade}\"/></svg>");
    }
}
