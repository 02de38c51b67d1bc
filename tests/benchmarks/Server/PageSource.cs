using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Spott.Bench.Server;

/// <summary>
/// Pages of one data set. The items are serialized once; a page is composed by copying, in some 20 µs, whatever the total.
/// </summary>
internal sealed class PageSource
{
    /// <summary>The longest answer: fifty items, head and pagination.</summary>
    public const int MaximumBytes = 50 * 3_000 + 512;

    private const int Variants = 1_000;
    private const int HeadRoom = 256;

    private readonly ItemTemplate[] _templates = new ItemTemplate[Variants];
    private readonly ConcurrentDictionary<PageRequest, byte[]> _compressed = new();
    private readonly int _companies;

    public PageSource(int companies)
    {
        _companies = companies;
        ItemText text = new(new Random(20260101));
        for (int i = 0; i < Variants; i++)
            _templates[i] = new ItemTemplate(text.Create());
    }

    /// <summary>Writes head and body so that one send does; gives where they lie in the buffer.</summary>
    public Range Write(byte[] buffer, PageRequest page, bool gzip)
    {
        int length = gzip ? Compressed(buffer, page) : Body(buffer.AsSpan(HeadRoom), page);
        byte[] head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            + (gzip ? "Content-Encoding: gzip\r\n" : "") + $"Content-Length: {length}\r\n\r\n");
        head.CopyTo(buffer, HeadRoom - head.Length);
        return (HeadRoom - head.Length)..(HeadRoom + length);
    }

    private int Compressed(byte[] buffer, PageRequest page)
    {
        byte[] bytes = _compressed.GetOrAdd(page, key =>
        {
            using MemoryStream stream = new();
            using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(buffer, HeadRoom, Body(buffer.AsSpan(HeadRoom), key));
            return stream.ToArray();
        });
        bytes.CopyTo(buffer, HeadRoom);
        return bytes.Length;
    }

    private int Body(Span<byte> target, PageRequest page)
    {
        int at = Append(target, 0, "{\"items\":["u8);
        int end = (int)Math.Min((long)page.Offset + page.Limit, page.Total);
        int shift = page.IsModified ? 1 : 0;
        for (int i = page.Offset; i < end; i++)
        {
            if (i > page.Offset)
                target[at++] = (byte)',';
            // 7,919 is coprime to both numbers of companies: each appears, neighbours differ.
            at += _templates[(i + shift) % Variants].Write(target[at..], i, (int)(i * 7_919L % _companies));
        }

        bool more = end < page.Total;
        at = Append(target, at, "],\"pagination\":{\"cursor\":"u8);
        at = Append(target, at, more ? Encoding.ASCII.GetBytes($"\"{Cursor.Encode(end)}\"") : "null"u8);
        return Append(target, at, more ? ",\"hasMore\":true}}"u8 : ",\"hasMore\":false}}"u8);
    }

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target[at..]);
        return at + bytes.Length;
    }
}
