using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using OxyPlot;

namespace Spott.Report.Charts;

/// <summary>
/// A chart as inline SVG of the page: no style attributes, which the page's policy forbids; no fonts and no colours, which the style sheet
/// has; no identifiers, of which a page may have each only once.
/// </summary>
internal static class ChartSvg
{
    /// <summary>The border that OxyPlot draws around everything, also where it has no width.</summary>
    private const string Unseen = "fill:none;stroke:black;stroke-width:0";

    /// <param name="model">The chart.</param>
    /// <param name="label">What it shows, for those who do not see it.</param>
    /// <param name="width">In pixels of CSS.</param>
    /// <param name="height">In pixels of CSS.</param>
    /// <param name="classes">Further classes of the style sheet.</param>
    /// <param name="targets">Its parts that filter a table.</param>
    internal static string Of(
        PlotModel model, string label, int width, int height, string classes, IEnumerable<ChartTarget> targets)
    {
        using MemoryStream stream = new();
        new SvgExporter { Width = width, Height = height }.Export(model, stream);
        stream.Position = 0;
        XElement drawn = XDocument.Load(stream).Root!;

        string size = string.Format(CultureInfo.InvariantCulture, "0 0 {0} {1}", width, height);
        XElement svg = new(
            "svg",
            new XAttribute("class", "chart " + classes),
            new XAttribute("viewBox", size),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("role", "group"),
            new XAttribute("aria-label", label));
        svg.Add(Shapes(drawn).Select(Plain));
        // Only what has been drawn knows where its axes are.
        svg.Add(targets.Select(target => target.Draw(model)));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static IEnumerable<XElement> Shapes(XElement drawn) =>
        drawn.Descendants().Where(element =>
            element.Name.LocalName is "rect" or "polyline" or "polygon" or "line" or "path" or "text"
            && element.Parent!.Name.LocalName != "clipPath"
            && element.Attribute("style")?.Value.StartsWith(Unseen, StringComparison.Ordinal) != true);

    private static XElement Plain(XElement shape)
    {
        XElement plain = new(shape.Name.LocalName);
        List<string> classes = [];
        foreach (XAttribute attribute in shape.Attributes())
        {
            if (attribute.Name.LocalName == "style")
                classes.AddRange(Style(plain, attribute.Value));
            else if (attribute.Name.LocalName is not ("font-family" or "font-size" or "font-weight" or "fill"))
                plain.Add(new XAttribute(attribute.Name.LocalName, attribute.Value));
        }

        if (classes.Count > 0)
            plain.Add(new XAttribute("class", string.Join(" ", classes)));
        if (shape.Name.LocalName == "text")
            plain.Value = shape.Value;
        return plain;
    }

    /// <summary>Makes classes and attributes of a style; gives the classes.</summary>
    private static IEnumerable<string> Style(XElement plain, string style)
    {
        foreach (string declaration in style.Split(';'))
        {
            int colon = declaration.IndexOf(':');
            if (colon < 0)
                continue;
            string property = declaration.Substring(0, colon).Trim();
            string value = declaration.Substring(colon + 1).Trim();
            if (ChartColor.ClassOf(value) is { } color)
                yield return property == "stroke" ? "stroke-" + color : color;
            else
                plain.Add(new XAttribute(property, value));
        }
    }
}
