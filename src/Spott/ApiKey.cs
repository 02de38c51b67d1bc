using System;
using System.Text;

namespace Spott;

/// <summary>The secret of a connection and where it came from. Nothing here gives its text to a message, a log or a serializer.</summary>
internal sealed class ApiKey
{
    private const string Mask = "***";

    private readonly string[] _echoes;

    /// <param name="value">Printable ASCII, not empty; <see cref="Problem"/> has judged it.</param>
    /// <param name="source">Where it came from, for people.</param>
    internal ApiKey(string value, string source)
    {
        Value = value;
        Source = source;
        // The forms in which a server or a gateway may send the key back. The longest first, so that no part of it stays behind.
        _echoes = new[] { value, Uri.EscapeDataString(value), Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) };
        Array.Sort(_echoes, (left, right) => right.Length - left.Length);
    }

    /// <summary>The key itself, for the one header that carries it.</summary>
    internal string Value { get; }

    internal string Source { get; }

    /// <summary>What is wrong with a key, without showing any of it; null when nothing is.</summary>
    internal static string? Problem(string value)
    {
        if (value.Length == 0)
            return "is empty";
        foreach (char character in value)
        {
            if (character is <= ' ' or > '~')
                return "holds a character that is no printable ASCII (a space, a line break, a quotation mark from a word processor?)";
        }

        return null;
    }

    /// <summary>Text from outside with every echo of the key made unreadable.</summary>
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

    private static string ReplaceAll(string text, string echo)
    {
        StringBuilder redacted = new(text.Length);
        int from = 0;
        for (int at; (at = text.IndexOf(echo, from, StringComparison.OrdinalIgnoreCase)) >= 0; from = at + echo.Length)
            redacted.Append(text, from, at - from).Append(Mask);
        return redacted.Append(text, from, text.Length - from).ToString();
    }
}
