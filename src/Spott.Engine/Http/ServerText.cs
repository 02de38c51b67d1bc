using System;
using System.Text;
using Spott.Connections;

namespace Spott.Engine.Http;

/// <summary>A text of the server's in a sentence of ours: without the key, safe to show, and short.</summary>
internal static class ServerText
{
    private const int MostBytes = 1024;

    /// <returns>Null where there is nothing to quote.</returns>
    internal static string? Quote(string? text, ApiKey key) => string.IsNullOrWhiteSpace(text) ? null : Excerpt(key.Redact(text!));

    /// <summary>The beginning of a text that holds no echo of the key any more, made safe to show.</summary>
    internal static string Excerpt(string text)
    {
        string safe = ConsoleText.Harmless(text).Trim();
        if (Encoding.UTF8.GetByteCount(safe) <= MostBytes)
            return safe;
        int length = Math.Min(safe.Length, MostBytes);
        while (Encoding.UTF8.GetByteCount(safe.Substring(0, length)) > MostBytes - 3 || char.IsHighSurrogate(safe[length - 1]))
            length--;
        return safe.Substring(0, length) + "…";
    }
}
