using System.Globalization;
using System.Text;

namespace Spott;

/// <summary>Makes text from a server safe to show: no escape sequence reaches the terminal, no direction mark reorders a line.</summary>
public static class ConsoleText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>
    /// The text with a space for each tab and line break and U+FFFD for each other character that is no part of what can be read. Joiners
    /// stay: names in Persian and in Indian scripts are spelt with them, and they neither move nor hide anything.
    /// </summary>
    /// <param name="text">From a server, or from anywhere; null is empty.</param>
    public static string Harmless(string? text)
    {
        text ??= string.Empty;
        StringBuilder? safe = null;
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            // By code point: there are invisible characters beyond the first plane, and half of a pair is none at all.
            bool isPair = char.IsSurrogatePair(text, index);
            bool harmful = character is not (ZeroWidthNonJoiner or ZeroWidthJoiner)
                && CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
            if (harmful && safe is null)
                safe = new StringBuilder(text, 0, index, text.Length + 8);
            if (!harmful)
                safe?.Append(text, index, isPair ? 2 : 1);
            else if (character is '\t' or '\r' or '\n')
                safe!.Append(' ');
            else
                safe!.Append('\uFFFD');
            if (isPair)
                index++;
        }

        return safe?.ToString() ?? text;
    }
}
