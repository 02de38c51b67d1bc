using System;
using System.Text;
using Spott.Connections;
using Spott.Engine.Json;

namespace Spott.Engine.Http;

/// <summary>
/// Makes the key unreadable where a server sends it back in a body of JSON, in whatever way it is escaped, and leaves the body as long as
/// it was. Two vectorized searches of a page find that none did.
/// </summary>
internal static class KeyEcho
{
    private const byte Mask = (byte)'*';

    internal static void Blot(Span<byte> body, ApiKey key)
    {
        if (!key.IsUnmistakable)
            return;
        byte[] echo = Encoding.ASCII.GetBytes(key.Value);
        // Inside a string of JSON these two never stand as they are, and outside of one there is no echo.
        if (echo.AsSpan().IndexOfAny((byte)'"', (byte)'\\') < 0)
            BlotPlain(body, echo);
        BlotEscaped(body, echo);
    }

    private static void BlotPlain(Span<byte> body, ReadOnlySpan<byte> echo)
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

            body.Slice(at, echo.Length).Fill(Mask);
            at += echo.Length;
        }
    }

    /// <summary>The n of a \n is no letter: a match that begins there is none, and blotting it would leave a body that is no JSON.</summary>
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
    private static void BlotEscaped(Span<byte> body, ReadOnlySpan<byte> echo)
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
                body.Slice(at - index, index + matched).Fill(Mask);
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
