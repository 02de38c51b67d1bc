using System;

namespace Spott.Engine.Json;

/// <summary>The mark that some servers and editors put before their UTF-8; it is no JSON.</summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Utf8 => new byte[] { 0xEF, 0xBB, 0xBF };

    internal static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> text) => text.Slice(text.Length - Skip(text.Span).Length);

    internal static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> body) => body.StartsWith(Utf8) ? body.Slice(Utf8.Length) : body;
}
