using System;
using OxyPlot;
using OxyPlot.Axes;

namespace Spott.Report.Charts;

/// <summary>What the charts have in common. The margins are set, not measured: OxyPlot measures text without fonts, too narrow.</summary>
internal static class ChartFrame
{
    /// <summary>Of the labels below a chart, so that the first one does not touch the 0 beside it.</summary>
    internal const double LabelDistance = 10;

    internal static PlotModel Model(double left) => new()
    {
        PlotMargins = new OxyThickness(left, 8, 44, 34),
        Padding = new OxyThickness(0),
        PlotAreaBorderThickness = new OxyThickness(0),
        IsLegendVisible = false,
    };

    /// <summary>From 0 to a round number above the greatest value, in at most five steps.</summary>
    internal static LinearAxis CountAxis(int greatest, Func<int, string> label)
    {
        double step = Step(greatest);
        return new LinearAxis
        {
            Position = AxisPosition.Left,
            Minimum = 0,
            Maximum = Math.Max(1, Math.Ceiling(greatest / step)) * step,
            MajorStep = step,
            MinorTickSize = 0,
            TickStyle = TickStyle.None,
            AxislineStyle = LineStyle.None,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = ChartColor.Grid,
            MajorGridlineThickness = 1,
            LabelFormatter = value => label((int)value),
        };
    }

    /// <summary>Room for the labels of an axis of counts.</summary>
    internal static double LabelWidth(int greatest, Func<int, string> label) => 14 + 7.5 * label(greatest).Length;

    private static double Step(int greatest)
    {
        double rough = Math.Max(1, greatest / 4.0);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        foreach (double factor in new[] { 1, 2, 2.5, 5 })
        {
            // A quarter of ten is no number of opportunities.
            if (factor * power >= rough && factor * power % 1 == 0)
                return factor * power;
        }

        return 10 * power;
    }
}
