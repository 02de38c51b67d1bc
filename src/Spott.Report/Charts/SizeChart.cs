using System;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using Spott.Report.Figures;
using Spott.Report.Html;

namespace Spott.Report.Charts;

/// <summary>Stacked areas: how many stood in each open stage over time.</summary>
internal static class SizeChart
{
    /// <param name="size">What it shows.</param>
    /// <param name="culture">Writes the labels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="labels">How many dates there is room for.</param>
    /// <param name="classes">Further classes of the style sheet.</param>
    internal static string Draw(PipelineSize size, PageCulture culture, int width, int labels, string classes)
    {
        PlotModel model = ChartFrame.Model(ChartFrame.LabelWidth(size.Greatest, culture.Number));
        model.Axes.Add(ChartFrame.CountAxis(size.Greatest, culture.Number));
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = 0,
            Maximum = PipelineSize.Samples - 1,
            MajorStep = (PipelineSize.Samples - 1.0) / (labels - 1),
            MinorTickSize = 0,
            TickStyle = TickStyle.None,
            LabelFormatter = value => culture.Date(size.MomentOf((int)Math.Round(value))),
        });
        int[] below = new int[PipelineSize.Samples];
        for (int index = 0; index < size.Stages.Count; index++)
            model.Series.Add(Area(size.Stages[index].Shade, size.Counts[index], below));
        return ChartSvg.Of(model, "Open opportunities by stage over time", width, 240, classes);
    }

    /// <summary>Puts a stage on top of those that are drawn already.</summary>
    private static AreaSeries Area(int shade, int[] counts, int[] below)
    {
        AreaSeries area = new()
        {
            Fill = ChartColor.Shade(shade),
            Color = ChartColor.Paper,
            Color2 = OxyColors.Transparent,
            StrokeThickness = 1,
        };
        for (int sample = 0; sample < counts.Length; sample++)
        {
            area.Points2.Add(new DataPoint(sample, below[sample]));
            below[sample] += counts[sample];
            area.Points.Add(new DataPoint(sample, below[sample]));
        }

        return area;
    }
}
