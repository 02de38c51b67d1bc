using System;
using System.Text.Json;

namespace Spott.Engine.Paging;

/// <summary>
/// Finds the next page's cursor in a body without parsing its items, so that the next request is on its way while they are parsed. What it
/// finds is a guess, which the full parse confirms or throws away.
/// </summary>
internal static class CursorScan
{
    /// <returns>The cursor that the page's end seems to name; null when there is none, or none was found.</returns>
    internal static string? Find(ReadOnlySpan<byte> body)
    {
        // Inside a string the quotation marks would be escaped: these bytes are a whole token.
        int at = Math.Max(body.LastIndexOf("\"pagination\""u8), body.LastIndexOf("\"pageInfo\""u8));
        if (at < 0)
            return null;
        ReadOnlySpan<byte> rest = body.Slice(at);
        int colon = rest.IndexOf((byte)':');
        if (colon < 0)
            return null;

        try
        {
            Utf8JsonReader reader = new(rest.Slice(colon + 1), new JsonReaderOptions { AllowTrailingCommas = false });
            reader.Read();
            Pagination pagination = default;
            pagination.Read(ref reader);
            return pagination.Fault is null ? pagination.NextCursor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
