using System.Collections.Generic;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Charts;

/// <summary>Columns: the open opportunities by the month of their creation.</summary>
internal static class CreationChart
{
    /// <param name="months">What it shows.</param>
    /// <param name="culture">Writes the labels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="labelEvery">Every how many months there is room for a label.</param>
    /// <param name="classes">Further classes of the style sheet.</param>
    internal static string Draw(CreationMonths months, PageCulture culture, int width, int labelEvery, string classes)
    {
        PlotModel model = ChartFrame.Model(ChartFrame.LabelWidth(months.Greatest, culture.Number));
        model.Axes.Add(ChartFrame.CountAxis(months.Greatest, culture.Number));
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = -0.5,
            Maximum = CreationMonths.Months + 0.5,
            MajorStep = 1,
            MinorTickSize = 0,
            TickStyle = TickStyle.None,
            AxisTickToLabelDistance = ChartFrame.LabelDistance,
            LabelFormatter = value => Label(months, culture, (int)value, labelEvery),
        });
        RectangleBarSeries columns = new() { StrokeThickness = 0, FillColor = ChartColor.Shade(5) };
        List<ChartTarget> targets = [];
        for (int column = 0; column < months.Counts.Count; column++)
        {
            if (months.Counts[column] == 0)
                continue;
            columns.Items.Add(
                new RectangleBarItem(
                    column - 0.36, 0, column + 0.36, months.Counts[column]) { Color = ChartColor.Shade(column == 0 ? 2 : 5) });
            targets.Add(Target(months, culture, column, model.Axes[0].Maximum));
        }

        model.Series.Add(columns);
        return ChartSvg.Of(model, "Open opportunities by the month of their creation", width, 180, classes, targets);
    }

    /// <summary>As high as the chart: a short column could not be hit.</summary>
    private static ChartTarget Target(CreationMonths months, PageCulture culture, int column, double height)
    {
        string label = column == 0
            ? "Created before " + culture.Month(months.MonthOf(1))
            : "Created in " + culture.Month(months.MonthOf(column));
        DataPoint[] outline =
        [
            new(column - 0.5, 0), new(column - 0.5, height), new(column + 0.5, height), new(column + 0.5, 0),
        ];
        string marks = Marks.Open + " " + Marks.OfMonth(column);
        return new ChartTarget(
            outline, label + ": " + culture.Number(months.Counts[column]), new Filter("created", marks, label));
    }

    /// <summary>
    /// Counted from this month backwards, so that the newest is labelled; the last in front stands for all that are older.
    /// </summary>
    private static string Label(CreationMonths months, PageCulture culture, int column, int labelEvery)
    {
        if (column <= 0)
            return column == 0 ? "older" : string.Empty;
        return (CreationMonths.Months - column) % labelEvery == 0 && column > labelEvery / 2
            ? culture.Month(months.MonthOf(column))
            : string.Empty;
    }
}
