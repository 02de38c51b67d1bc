using System;
using System.Collections.Generic;
using System.Linq;
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
    /// <param name="labels">How many dates there is room for, 2 or more.</param>
    /// <param name="classes">Further classes of the style sheet.</param>
    internal static string Draw(PipelineSize size, PageCulture culture, int width, int labels, string classes)
    {
        // No more than one a date.
        labels = Math.Min(labels, size.Days + 1);
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
            AxisTickToLabelDistance = ChartFrame.LabelDistance,
            LabelFormatter = value => culture.Date(size.MomentOf((int)Math.Round(value))),
        });
        int[] below = new int[PipelineSize.Samples];
        List<ChartTarget> targets = [];
        for (int index = 0; index < size.Stages.Count; index++)
        {
            Stage stage = size.Stages[index];
            AreaSeries area = Area(stage.Shade, size.Counts[index], below);
            model.Series.Add(area);
            // What is shown is who is in the stage now: of nobody there is nothing to show.
            if (stage.Count > 0)
                targets.Add(new ChartTarget([.. area.Points, .. area.Points2.AsEnumerable().Reverse()], stage.Name, Filter.Of(stage)));
        }

        return ChartSvg.Of(model, "Open opportunities by stage over time", width, 240, classes, targets);
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
