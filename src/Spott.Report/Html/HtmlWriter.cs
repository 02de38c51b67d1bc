using System.IO;
using System.Runtime.CompilerServices;

namespace Spott.Report.Html;

/// <summary>Writes the page. The only way in for text is a hole of <see cref="MarkupHandler"/>, which escapes it.</summary>
internal sealed class HtmlWriter(TextWriter output, PageCulture culture)
{
    internal TextWriter Output { get; } = output;

    internal PageCulture Culture { get; } = culture;

    /// <param name="markup">An interpolated string: its literal parts are markup, its holes are text.</param>
#pragma warning disable CA1822, IDE0060 // The compiler writes through the handler before the method is called.
    internal void Write([InterpolatedStringHandlerArgument("")] MarkupHandler markup)
    {
    }
#pragma warning restore CA1822, IDE0060

    /// <summary>Markup that this assembly made whole: a chart, a style sheet, the script.</summary>
    internal void WriteMarkup(string markup) => Output.Write(markup);
}
