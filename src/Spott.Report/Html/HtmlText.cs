using System.IO;

namespace Spott.Report.Html;

/// <summary>Text as a page may hold it: nothing that a browser would take for markup, no character that HTML forbids.</summary>
internal static class HtmlText
{
    /// <summary>Escapes for element content and for an attribute in quotes of either kind.</summary>
    internal static void Write(TextWriter output, string text)
    {
        int from = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (Escape(text, at) is not { } escape)
                continue;
            WritePart(output, text, from, at);
            output.Write(escape);
            from = at + 1;
        }

        WritePart(output, text, from, text.Length);
    }

    private static string? Escape(string text, int at) => text[at] switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\t' or '\n' or '\r' => null,
        < ' ' or (>= '\u007F' and <= '\u009F') or '\uFFFE' or '\uFFFF' => "\uFFFD",
        // Half of a pair is no character.
        >= '\uD800' and <= '\uDBFF' when !char.IsSurrogatePair(text, at) => "\uFFFD",
        >= '\uDC00' and <= '\uDFFF' when at == 0 || !char.IsSurrogatePair(text, at - 1) => "\uFFFD",
        _ => null,
    };

    private static void WritePart(TextWriter output, string text, int from, int end)
    {
        if (from == 0 && end == text.Length)
            output.Write(text);
        else if (end > from)
            output.Write(text.Substring(from, end - from));
    }
}
