using OxyPlot;

namespace Spott.Report.Charts;

/// <summary>
/// Colours that stand for classes of the style sheet, so that a chart is light or dark with the page: <see cref="ChartSvg"/> puts the class
/// in the place of the colour.
/// </summary>
internal static class ChartColor
{
    internal static readonly OxyColor Grid = OxyColor.FromRgb(1, 1, 0);
    internal static readonly OxyColor Paper = OxyColor.FromRgb(1, 1, 1);

    /// <param name="shade">0 to <see cref="Figures.Stage.Shades"/>.</param>
    internal static OxyColor Shade(int shade) => OxyColor.FromRgb(1, 2, (byte)shade);

    /// <summary>The class of a colour as OxyPlot writes it; null for what is no colour of ours.</summary>
    internal static string? ClassOf(string color) => color switch
    {
        "rgb(1,1,0)" => "grid",
        "rgb(1,1,1)" => "paper",
        _ when color.StartsWith("rgb(1,2,", System.StringComparison.Ordinal) => "q" + color.Substring(8).TrimEnd(')'),
        _ => null,
    };
}
