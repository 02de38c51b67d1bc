using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using Spott.Report.Html;

namespace Spott.Report.Charts;

/// <summary>A part of a chart that filters a table when it is clicked. Without script it only tells its text.</summary>
internal sealed class ChartTarget(IReadOnlyList<DataPoint> outline, string text, Filter filter)
{
    /// <param name="model">The chart, which has been drawn.</param>
    internal XElement Draw(PlotModel model)
    {
        Axis across = model.Axes.First(axis => axis.Position == AxisPosition.Bottom);
        Axis up = model.Axes.First(axis => axis.Position == AxisPosition.Left);
        IEnumerable<string> points = outline.Select(point => across.Transform(point.X, point.Y, up)).Select(
            point => string.Format(CultureInfo.InvariantCulture, "{0:0.#},{1:0.#}", point.X, point.Y));
        return new XElement(
            "polygon",
            new XAttribute("class", "target"),
            new XAttribute("points", string.Join(" ", points)),
            new XAttribute("data-t", filter.Table),
            new XAttribute("data-g", filter.Group),
            new XAttribute("data-f", filter.Marks),
            new XAttribute("data-n", filter.Label),
            new XElement("title", text));
    }
}
