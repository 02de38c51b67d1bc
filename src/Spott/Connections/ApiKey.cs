using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Spott.Errors;

namespace Spott.Connections;

/// <summary>The secret of a connection and where it came from. Nothing here gives its text to a message, a log or a serializer.</summary>
internal sealed class ApiKey
{
    private const string Mask = "***";

    // A shorter text occurs in any answer by chance. Masking each occurrence would destroy the answer, and the gaps would tell the key.
    private const int ShortestUnmistakable = 8;

    private readonly string[] _echoes;

    /// <param name="value">Printable ASCII, not empty; <see cref="Problem"/> has judged it.</param>
    /// <param name="source">Where it came from, for people.</param>
    internal ApiKey(string value, string source)
    {
        Value = value;
        Source = source;
        // The forms in which a server or a gateway may send the key back. The longest first, so that no part of it stays behind.
        _echoes = new[] { value, Uri.EscapeDataString(value) }
            .Concat(Base64Forms(value).Where(IsLong))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(echo => echo.Length)
            .ToArray();
    }

    /// <summary>The key itself, for the one header that carries it.</summary>
    internal string Value { get; }

    internal string Source { get; }

    /// <summary>Whether a text that holds the key cannot hold it by chance.</summary>
    internal bool IsUnmistakable => IsLong(Value);

    /// <summary>Whether a text holds it, or one of its echoes, and not by chance.</summary>
    internal bool IsIn(string text) => IsUnmistakable && Redact(text) != text;

    /// <summary>Whether quotation marks were taken for a part of it.</summary>
    internal bool IsInQuotes => Value.Length > 1 && (Value[0] is '"' or '\'') && Value[Value.Length - 1] == Value[0];

    /// <summary>What is wrong with a key; null when nothing is.</summary>
    internal static KeyProblem? Problem(string value)
    {
        if (value.Length == 0)
            return KeyProblem.Empty;
        if (value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return KeyProblem.Address;
        foreach (char character in value)
        {
            if (character is <= ' ' or > '~')
                return KeyProblem.NotPrintableAscii;
        }

        return null;
    }

    /// <summary>Text from outside with every echo of the key made unreadable; of a very short key, every echo that stands alone.</summary>
    internal string Redact(string text)
    {
        foreach (string echo in _echoes)
        {
            if (text.IndexOf(echo, StringComparison.OrdinalIgnoreCase) >= 0)
                text = ReplaceAll(text, echo);
        }

        return text;
    }

    /// <summary>Where it came from, never what it is.</summary>
    public override string ToString() => Source;

    private static bool IsLong(string text) => text.Length >= ShortestUnmistakable;

    /// <summary>What stays the same of the key in Base64, whatever stands before and after it; in both alphabets.</summary>
    private static IEnumerable<string> Base64Forms(string value)
    {
        byte[] key = Encoding.ASCII.GetBytes(value);
        for (int offset = 0; offset < 3; offset++)
        {
            byte[] shifted = new byte[offset + key.Length];
            key.CopyTo(shifted, offset);
            int first = ((offset * 8) + 5) / 6;
            string form = Convert.ToBase64String(shifted).Substring(first, (shifted.Length * 8 / 6) - first);
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }

    private static string ReplaceAll(string text, string echo)
    {
        StringBuilder redacted = new(text.Length);
        int from = 0;
        for (int at, search = 0; (at = text.IndexOf(echo, search, StringComparison.OrdinalIgnoreCase)) >= 0; search = at + echo.Length)
        {
            if (!IsLong(echo) && !StandsAlone(text, at, at + echo.Length))
                continue;
            redacted.Append(text, from, at - from).Append(Mask);
            from = at + echo.Length;
        }

        return redacted.Append(text, from, text.Length - from).ToString();
    }

    private static bool StandsAlone(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
