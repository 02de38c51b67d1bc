using System;
using System.Text;
using Spott.Connections;
using Spott.Engine.Json;

namespace Spott.Engine.Http;

/// <summary>
/// Makes the key unreadable where a server sends it back in a body of JSON, and leaves the body as long as it was. A vectorized search of
/// a page finds that none did.
/// </summary>
internal static class KeyEcho
{
    private const byte Star = (byte)'*';

    // What the usual writers of JSON escape in a string: all of them the first two, and some what HTML or a script would mind. A key
    // without these is sent back as it is, and the hunt for it among escapes would cost every page for nothing.
    private static ReadOnlySpan<byte> Escaped => "\"\\/&'+<>`="u8;

    internal static void Mask(Span<byte> body, ApiKey key)
    {
        if (!key.IsUnmistakable)
            return;
        byte[] echo = Encoding.ASCII.GetBytes(key.Value);
        // Inside a string of JSON these two never stand as they are, and outside of one there is no echo.
        if (echo.AsSpan().IndexOfAny((byte)'"', (byte)'\\') < 0)
            MaskPlain(body, echo);
        if (MayBeEscaped(echo))
            MaskEscaped(body, echo);
    }

    private static bool MayBeEscaped(ReadOnlySpan<byte> echo)
    {
        foreach (byte character in echo)
        {
            if (Escaped.IndexOf(character) >= 0)
                return true;
        }

        return false;
    }

    private static void MaskPlain(Span<byte> body, ReadOnlySpan<byte> echo)
    {
        int at = 0;
        for (int next; (next = body.Slice(at).IndexOf(echo)) >= 0;)
        {
            at += next;
            if (BeginsInEscape(body, at))
            {
                at++;
                continue;
            }

            body.Slice(at, echo.Length).Fill(Star);
            at += echo.Length;
        }
    }

    /// <summary>The n of a \n is no letter: a match that begins there is none, and masking it would leave a body that is no JSON.</summary>
    private static bool BeginsInEscape(ReadOnlySpan<byte> body, int at)
    {
        for (int start = at - 1; start >= 0 && start >= at - 5; start--)
        {
            if (body[start] != (byte)'\\')
                continue;
            int run = start;
            while (run > 0 && body[run - 1] == (byte)'\\')
                run--;
            bool isStart = (start - run) % 2 == 0;
            return isStart && (at == start + 1 || body[start + 1] == (byte)'u');
        }

        return false;
    }

    /// <summary>An echo that is escaped holds at least one escape; what stands before the first of them stands as it is.</summary>
    private static void MaskEscaped(Span<byte> body, ReadOnlySpan<byte> echo)
    {
        int plainFrom = 0;
        for (int at = 0, next; (next = body.Slice(at).IndexOf((byte)'\\')) >= 0; plainFrom = at)
        {
            at += next;
            int length = JsonEscape.Decode(body.Slice(at), out char character);
            int end = at + length;
            for (int index = 0; index < echo.Length && index <= at - plainFrom; index++)
            {
                if (echo[index] != character || !body.Slice(at - index, index).SequenceEqual(echo.Slice(0, index)))
                    continue;
                int matched = LengthOf(echo.Slice(index), body.Slice(at));
                if (matched == 0)
                    continue;
                body.Slice(at - index, index + matched).Fill(Star);
                end = at + matched;
                break;
            }

            at = end;
        }
    }

    /// <summary>How many bytes of a text that begins with the echo, plain or escaped, are the echo's; 0 when it does not.</summary>
    private static int LengthOf(ReadOnlySpan<byte> echo, ReadOnlySpan<byte> text)
    {
        int length = 0;
        foreach (byte expected in echo)
        {
            if (length >= text.Length)
                return 0;
            int step = 1;
            char character = (char)text[length];
            if (character == '\\')
                step = JsonEscape.Decode(text.Slice(length), out character);
            if (character != expected)
                return 0;
            length += step;
        }

        return length;
    }
}
