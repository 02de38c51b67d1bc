using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>
/// Texts of JSON, whatever they hold: lone surrogates and bad UTF-8, which servers in JavaScript do send, become U+FFFD, where the
/// reader's own method would throw.
/// </summary>
internal static class JsonStrings
{
    private const int LongestEscape = 6;

    /// <param name="reader">Stands on a string or a property's name.</param>
    [MethodImpl(HotPath.Options)]
    internal static string Get(ref Utf8JsonReader reader)
    {
#if NET
        // No exception to be caught: a page may hold a million such texts.
        if (!reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(reader.ValueSpan);
        return HasSurrogateEscape(reader.ValueSpan) || !Utf8.IsValid(reader.ValueSpan)
            ? Repaired(Encoding.UTF8.GetString(reader.ValueSpan))
            : reader.GetString()!;
#else
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string text = Encoding.UTF8.GetString(reader.ValueSpan);
            return reader.ValueIsEscaped ? Repaired(text) : text;
        }
#endif
    }

    /// <summary>Whether the text that the reader stands on is this one, in whatever way it is escaped.</summary>
    [MethodImpl(HotPath.Inlined)]
    internal static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueIsEscaped ? IsEscaped(ref reader, text) : reader.ValueSpan.SequenceEqual(text);

    // The reader's own comparison throws on an escaped lone surrogate. So rare that no caller shall carry it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsEscaped(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.ValueSpan.Length <= text.Length * LongestEscape && Encoding.UTF8.GetBytes(Get(ref reader)).AsSpan().SequenceEqual(text);

    private static string Repaired(string escaped)
    {
        StringBuilder text = new(escaped.Length);
        Span<byte> escape = stackalloc byte[LongestEscape];
        int from = 0;
        for (int at; (at = escaped.IndexOf('\\', from)) >= 0;)
        {
            text.Append(escaped, from, at - from);
            // An escape is ASCII, or the reader had refused it.
            int length = escaped[at + 1] == 'u' ? LongestEscape : 2;
            for (int index = 0; index < length; index++)
                escape[index] = (byte)escaped[at + index];
            JsonEscape.Decode(escape.Slice(0, length), out char character);
            text.Append(character);
            from = at + length;
        }

        text.Append(escaped, from, escaped.Length - from);
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

#if NET
    private static bool HasSurrogateEscape(ReadOnlySpan<byte> text) => text.IndexOf("\\ud"u8) >= 0 || text.IndexOf("\\uD"u8) >= 0;
#endif
}
