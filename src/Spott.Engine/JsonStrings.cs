using System;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spott.Engine;

/// <summary>
/// Texts of JSON, whatever they hold: lone surrogates and bad UTF-8, which servers in JavaScript do send, become U+FFFD, where the
/// reader's own method would throw.
/// </summary>
internal static class JsonStrings
{
    /// <param name="reader">Stands on a string or a property's name.</param>
    internal static string Get(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Repaired(ref reader);
        }
    }

    /// <summary>Whether the text that the reader stands on is this one, in whatever way it is escaped.</summary>
    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        // The reader's own comparison throws on an escaped lone surrogate.
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.SequenceEqual(text);
        return Encoding.UTF8.GetBytes(Get(ref reader)).AsSpan().SequenceEqual(text);
    }

    /// <summary>What is wrong with a body, as a part of a sentence. A JsonException's own message quotes the server; where it was is enough.</summary>
    internal static string Problem(JsonException broken) => broken.LineNumber is null
        ? broken.Message
        : string.Format(CultureInfo.InvariantCulture, "it is no valid JSON (line {0}, byte {1})", broken.LineNumber + 1, broken.BytePositionInLine + 1);

    private static string Repaired(ref Utf8JsonReader reader)
    {
#if NET
        string raw = Encoding.UTF8.GetString(reader.ValueSpan);
#else
        string raw = Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
#endif
        if (!reader.ValueIsEscaped)
            return raw;

        StringBuilder text = new(raw.Length);
        for (int index = 0; index < raw.Length; index++)
        {
            if (raw[index] != '\\')
            {
                text.Append(raw[index]);
                continue;
            }

            char kind = raw[++index];
            if (kind == 'u')
            {
                text.Append((char)ushort.Parse(raw.Substring(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 4;
            }
            else
            {
                text.Append(kind switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => kind });
            }
        }

        return WithoutLoneSurrogates(text.ToString());
    }

    private static string WithoutLoneSurrogates(string text)
    {
        char[] characters = text.ToCharArray();
        for (int index = 0; index < characters.Length; index++)
        {
            if (!char.IsSurrogate(characters[index]))
                continue;
            if (index + 1 < characters.Length && char.IsSurrogatePair(characters[index], characters[index + 1]))
                index++;
            else
                characters[index] = '\uFFFD';
        }

        return new string(characters);
    }
}
