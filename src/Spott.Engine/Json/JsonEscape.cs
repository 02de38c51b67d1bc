using System;

namespace Spott.Engine.Json;

/// <summary>One escape of a JSON string.</summary>
internal static class JsonEscape
{
    /// <param name="text">Begins with a backslash; it need be no valid JSON.</param>
    /// <param name="character">What the escape stands for; U+FFFF, which no text holds, when it is none.</param>
    /// <returns>How many bytes it takes, at least 1.</returns>
    internal static int Decode(ReadOnlySpan<byte> text, out char character)
    {
        character = '\uFFFF';
        if (text.Length < 2)
            return 1;
        if (text[1] != (byte)'u')
        {
            character = text[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                _ => (char)text[1],
            };
            return 2;
        }

        if (text.Length < 6)
            return 2;
        int value = 0;
        for (int index = 2; index < 6; index++)
        {
            int digit = Digit(text[index]);
            if (digit < 0)
                return 2;
            value = (value << 4) | digit;
        }

        character = (char)value;
        return 6;
    }

    private static int Digit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
