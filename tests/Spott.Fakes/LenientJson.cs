using System;
using System.Globalization;
using System.Text;

namespace Spott.Fakes;

/// <summary>
/// Makes of a body what a strict parser takes: bad UTF-8 and escapes of lone surrogates become U+FFFD, a byte order mark goes. All else
/// stays, so that what was no JSON is none afterwards.
/// </summary>
public static class LenientJson
{
    /// <summary>The text of a body.</summary>
    public static string Normalize(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string raw = Encoding.UTF8.GetString(body);
        if (body.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
            raw = raw[1..];
        StringBuilder text = new(raw.Length);
        for (int i = 0; i < raw.Length;)
        {
            int length = raw[i] == '\\' ? Math.Min(raw.Length - i, Escape(raw, i) is null ? 2 : 6) : 1;
            if (length == 6 && char.IsSurrogate(Escape(raw, i)!.Value))
            {
                if (Escape(raw, i + 6) is { } low && char.IsSurrogatePair(Escape(raw, i)!.Value, low))
                    length = 12;
                else
                {
                    text.Append("\\ufffd");
                    i += 6;
                    continue;
                }
            }

            text.Append(raw, i, length);
            i += length;
        }

        return text.ToString();
    }

    /// <summary>The UTF-16 unit that is escaped at a place; null when there is no such escape.</summary>
    private static char? Escape(string text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : null;
}
