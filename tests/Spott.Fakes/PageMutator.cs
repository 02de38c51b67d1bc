using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Spott.Fakes;

/// <summary>
/// Makes mutants of real pages: the same ones for the same seed and number. Half of the changes are blind to JSON and mostly break it; the
/// others replace, repeat, drop or rename whole values, so that what comes is JSON that nobody foresaw.
/// </summary>
public sealed class PageMutator
{
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "1e999", "-0.0", "12345678901234567890123456789012345678901234567890", "1E-400",
            "\"\"", "\"x\"", "\"2024-02-30T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"\\ud800\"",
            "\"\\udc00\\ud800x\"",
            "\"\\ud83d\\ude00\"", "\"\\u0069d\"", "\"items\"", "\"pagination\"", "\"\\\"pagination\\\":{\"", "[]", "{}", "[[]]",
            "[null,1,\"a\",{}]",
            "{\"id\":\"inner\"}", "{\"id\":7}", "{\"items\":[]}", "{\"pagination\":{\"cursor\":\"inner\",\"hasMore\":true}}",
            "{\"cursor\":\"other\",\"hasMore\":true}",
            "{\"nextCursor\":\"other\",\"hasNextPage\":true}", "{\"hasMore\":true}", "{\"cursor\":null}", "{\"a\":1,\"a\":2}",
            "[{\"email\":{}}]", "[{\"emails\":[7,{}],\"phoneNumbers\":{}}]",
        }.Select(Encoding.UTF8.GetBytes),
        [0x22, 0xFF, 0xFE, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xC3, 0x22], Nested('[', ']', 70),
        Nested('[', ']', 1100), NestedObjects(66),
    ];

    private static readonly byte[][] Names = [.. new[]
    {
        "items", "pagination", "pageInfo", "cursor", "nextCursor", "hasMore", "hasNextPage", "id", "name", "stage", "company", "clientTeam",
        "emails", "viewType",
        "x", "", "i\\u0064", "\\u0069tems", "pagin\\u0061tion", "\\ud800", "a.b", "\\u0000",
    }.Select(name => Encoding.UTF8.GetBytes('"' + name + '"'))];

    private static readonly byte[] Bytes = [.. "\"\\{}[],:0-e.tfn u\r\n\t"u8, 0x00, 0x1B, 0x7F, 0x80, 0xC3, 0xED, 0xFF];

    private readonly byte[][] _pages;
    private readonly int _seed;

    /// <summary>Mutates these pages.</summary>
    public PageMutator(int seed, byte[][] pages) => (_seed, _pages) = (seed, pages);

    /// <summary>The mutant of a number.</summary>
    public byte[] Mutant(int number)
    {
        Random random = new(unchecked((_seed * 486187739) + number));
        List<byte> body = new(_pages[number % _pages.Length]);
        for (int changes = 1 + random.Next(4); changes > 0 && body.Count > 0; changes--)
        {
            if (random.Next(2) == 0)
                ChangeBytes(random, body);
            else
                ChangeJson(random, body);
        }

        return [.. body];
    }

    private static void ChangeBytes(Random random, List<byte> body)
    {
        int at = random.Next(body.Count);
        int length = Math.Min(body.Count - at, 1 + random.Next(1 << random.Next(8)));
        switch (random.Next(7))
        {
            case 0: body[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: body[at] = Bytes[random.Next(Bytes.Length)]; break;
            case 2: body.Insert(at, Bytes[random.Next(Bytes.Length)]); break;
            case 3: body.RemoveRange(at, length); break;
            case 4: body.InsertRange(random.Next(body.Count), body.GetRange(at, length)); break;
            case 5 when random.Next(4) == 0: body.RemoveRange(at, body.Count - at); break;
            case 6 when random.Next(4) == 0: body.InsertRange(0, [0xEF, 0xBB, 0xBF]); break;
            default: body.InsertRange(at, Enumerable.Repeat((byte)' ', length)); break;
        }
    }

    private static void ChangeJson(Random random, List<byte> body)
    {
        List<(int Start, int Length, bool IsName)> tokens = JsonSpans.Of([.. body]);
        if (tokens.Count == 0)
            return;
        (int start, int length, bool isName) = tokens[random.Next(tokens.Count)];
        if (isName)
        {
            body.RemoveRange(start, length);
            body.InsertRange(start, Names[random.Next(Names.Length)]);
            return;
        }

        byte[] value = Values[random.Next(Values.Length)];
        switch (random.Next(5))
        {
            case 0:
                // Twice, as an element of a list; in an object that is no JSON.
                body.InsertRange(start, [.. body.GetRange(start, length), (byte)',']);
                break;
            case 1:
                body.InsertRange(start, [.. value, (byte)',']);
                break;
            case 2:
                // Another property, before or after, of a name that may be there already.
                body.InsertRange(start + length, [(byte)',', .. Names[random.Next(Names.Length)], (byte)':', .. value]);
                break;
            default:
                body.RemoveRange(start, length);
                body.InsertRange(start, value);
                break;
        }
    }

    private static byte[] Nested(char open, char close, int depth) =>
        Encoding.ASCII.GetBytes(new string(open, depth) + new string(close, depth));

    private static byte[] NestedObjects(int depth) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"d\":", depth)) + "1" + new string('}', depth));
}
