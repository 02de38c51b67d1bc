using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Spott.Report.Html;

/// <summary>
/// What the compiler makes of <c>html.Write($"…{text}…")</c>: what stands in the source is markup, what fills a hole is text and is
/// escaped. So nothing of a server can become markup, whoever writes the next line.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly HtmlWriter _writer;

    public MarkupHandler(int literalLength, int formattedCount, HtmlWriter writer) => _writer = writer;

    public void AppendLiteral(string markup) => _writer.Output.Write(markup);

    public void AppendFormatted(string? text)
    {
        if (text is not null)
            HtmlText.Write(_writer.Output, text);
    }

    /// <summary>For attributes and identifiers; a number that is read is formatted by <see cref="PageCulture"/>.</summary>
    public void AppendFormatted(int number) => _writer.Output.Write(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>For lengths; two decimals.</summary>
    public void AppendFormatted(double number) => _writer.Output.Write(number.ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(Isolated name)
    {
        _writer.Output.Write("<bdi>");
        HtmlText.Write(_writer.Output, name.Text);
        _writer.Output.Write("</bdi>");
    }

    public void AppendFormatted(Figure figure)
    {
        string number = _writer.Culture.Number(figure.Count);
        if (figure.Count == 0)
            AppendFormatted(number);
        else
            FigureButton.Write(_writer, figure.Filter, number);
    }

    /// <summary>A day: as the culture has it, and as ISO for machines and for the search.</summary>
    public void AppendFormatted(DateTime date)
    {
        _writer.Output.Write("<time datetime=\"");
        _writer.Output.Write(PageCulture.Iso(date));
        _writer.Output.Write("\">");
        HtmlText.Write(_writer.Output, _writer.Culture.Date(date));
        _writer.Output.Write("</time>");
    }
}
