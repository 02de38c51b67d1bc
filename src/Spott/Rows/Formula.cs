using System.Globalization;

namespace Spott.Rows;

/// <summary>Which texts a spreadsheet would calculate when it opens a file of them.</summary>
internal static class Formula
{
    // The signs, and their full-width and small forms, which input methods of East Asia write and spreadsheets take for the same.
    private const string Signs = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

    /// <summary>The text, with an apostrophe in front when a spreadsheet would calculate it.</summary>
    internal static string Escape(string text) => IsFormula(text) ? "'" + text : text;

    private static bool IsFormula(string text)
    {
        if (text.Length > 0 && text[0] is '\t' or '\r')
            return true;
        // Spreadsheets drop what cannot be seen, and then see the sign.
        int index = 0;
        while (index < text.Length && IsInvisible(text, index))
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index < text.Length && Signs.IndexOf(text[index]) >= 0;
    }

    private static bool IsInvisible(string text, int index) =>
        char.IsWhiteSpace(text, index)
            || CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format;
}
