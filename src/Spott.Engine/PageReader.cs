using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Spott.Engine;

/// <summary>Reads a page's envelope: its items, each whole or malformed, and what it says about the next page.</summary>
internal sealed class PageReader
{
    // Deep enough for any real value; a bomb of brackets ends with an error instead of our memory.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1024 };

    private readonly OpportunityReader _items;
    private readonly int _pageNumber;

    /// <param name="shared">The connection's table of repeated texts.</param>
    /// <param name="pageNumber">The page of the run, counted from 1.</param>
    internal PageReader(SharedStrings shared, int pageNumber)
    {
        _items = new OpportunityReader(shared);
        _pageNumber = pageNumber;
    }

    /// <summary>Known fields whose value had an unexpected type, by path.</summary>
    internal IReadOnlyCollection<string> UnexpectedFields => _items.UnexpectedFields;

    /// <summary>Fields whose value was too deep to keep, by path.</summary>
    internal IReadOnlyCollection<string> LostFields => _items.LostFields;

    /// <exception cref="JsonException">The body is no page: no JSON, no object, or without a list of items.</exception>
    internal Page Read(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(new byte[] { 0xEF, 0xBB, 0xBF }))
            body = body.Slice(3);

        Utf8JsonReader reader = new(body, Options);
        List<object>? items = null;
        Pagination pagination = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it is no JSON object");

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isItems = JsonStrings.Is(ref reader, "items"u8);
            bool isPagination = JsonStrings.Is(ref reader, "pagination"u8) || JsonStrings.Is(ref reader, "pageInfo"u8);
            reader.Read();
            if (isItems)
                items = ReadItems(ref reader, body);
            else if (isPagination)
                pagination.Read(ref reader);
            else
                reader.Skip();
        }

        // Nothing may follow; the reader throws if something does.
        reader.Read();
        return items is null
            ? throw new JsonException("it has no list of items")
            : new Page(items, pagination.Problem is null ? pagination.NextCursor : null, pagination.Problem);
    }

    private List<object>? ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<object> items = new(OpportunityQuery.MaxPageSize);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            object? item = null;
            if (reader.TokenType == JsonTokenType.StartObject)
                item = _items.Read(ref reader);
            else
                reader.Skip();
            items.Add(item ?? new MalformedItem(_pageNumber, items.Count, Text(body.Slice(start, (int)reader.BytesConsumed - start))));
        }

        return items;
    }

    private static string Text(ReadOnlySpan<byte> json)
    {
#if NET
        return Encoding.UTF8.GetString(json);
#else
        return Encoding.UTF8.GetString(json.ToArray());
#endif
    }
}
