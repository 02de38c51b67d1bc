using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Spott.Fakes;

/// <summary>
/// What the module owes for a body, found by another parser than its own: each element of <c>items</c> in order, whole or malformed, and
/// how the page goes on.
/// </summary>
public sealed class PageOracle
{
    // As deep as the module reads; what is deeper is no page to it, and the hostile tests look at that.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1024 };

    private PageOracle(string[]? items, string? cursor, bool isBroken)
    {
        Items = items;
        Cursor = cursor;
        IsBroken = isBroken;
    }

    /// <summary><c>id …</c> or <c>malformed …</c> for each element; null when the body is no page.</summary>
    public IReadOnlyList<string>? Items { get; }

    /// <summary>The next page's; null when there is none.</summary>
    public string? Cursor { get; }

    /// <summary>The items are good, but the page does not say how to go on.</summary>
    public bool IsBroken { get; }

    /// <summary>Judges a body.</summary>
    public static PageOracle Of(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string text = LenientJson.Normalize(body);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || document.RootElement.EnumerateObject().LastOrDefault(p => p.NameEquals("items"))
                    is not { Value.ValueKind: JsonValueKind.Array } list)
                return new PageOracle(null, null, false);
            (string? cursor, bool isBroken) = Way(document.RootElement);
            return new PageOracle([.. list.Value.EnumerateArray().Select(Expected)], cursor, isBroken);
        }
        catch (JsonException)
        {
            return new PageOracle(null, null, false);
        }
    }

    /// <summary>What the module gave, in the oracle's words: an opportunity or a malformed item.</summary>
    public static string Describe(object given) => given switch
    {
        Opportunity whole => "id " + whole.Id,
        MalformedItem malformed => "malformed " + LenientJson.Normalize(Encoding.UTF8.GetBytes(malformed.Json)),
        _ => "neither: " + given,
    };

    private static string Expected(JsonElement element)
    {
        JsonElement id = element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().LastOrDefault(p => p.NameEquals("id")).Value
            : default;
        return id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? "id " + text
            : "malformed " + element.GetRawText();
    }

    private static (string? Cursor, bool IsBroken) Way(JsonElement root)
    {
        JsonElement way = root.EnumerateObject().LastOrDefault(
            p => p.Value.ValueKind == JsonValueKind.Object && (p.NameEquals("pagination") || p.NameEquals("pageInfo"))).Value;
        if (way.ValueKind != JsonValueKind.Object)
            return (null, true);
        List<JsonElement> cursors = way.EnumerateObject().Where(
            p => p.NameEquals("cursor") || p.NameEquals("nextCursor")).Select(p => p.Value).ToList();
        List<JsonElement> flags = way.EnumerateObject().Where(
            p => p.NameEquals("hasMore") || p.NameEquals("hasNextPage")).Select(p => p.Value).ToList();
        string? cursor = cursors.LastOrDefault(c => c.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } last
            ? last.GetString()
            : null;
        JsonValueKind hasMore = flags.LastOrDefault(f => f.ValueKind is JsonValueKind.True or JsonValueKind.False).ValueKind;
        bool isBroken = cursors.Count + flags.Count == 0
            || cursors.Any(c => c.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            || flags.Any(f => f.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            || (hasMore == JsonValueKind.True && string.IsNullOrEmpty(cursor));
        return (isBroken || hasMore == JsonValueKind.False || string.IsNullOrEmpty(cursor) ? null : cursor, isBroken);
    }
}
