using System;
using System.Collections.Generic;
using System.Text.Json;
using Spott.Engine.Json;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>Reads a page's envelope: its list of items, and what it says about the next page.</summary>
internal abstract class PageReader
{
    /// <summary>What the page may still hold.</summary>
    private protected ValueBudget Budget { get; } = new();

    /// <exception cref="JsonException">The body is no page: no JSON, no object, or without a list of items.</exception>
    internal Page Read(ReadOnlySpan<byte> body)
    {
        body = ByteOrderMark.Skip(body);
        Utf8JsonReader reader = new(body, JsonBody.Options);
        List<object>? items = null;
        Pagination pagination = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new PageException(AnswerFaults.NoJsonObject);

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
            ? throw new PageException(AnswerFaults.NoItems)
            : new Page(items, pagination.Fault is null ? pagination.NextCursor : null, pagination.Fault);
    }

    private List<object>? ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<object> items = new(ApiLimits.MaxPageSize);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Budget.Take();
            items.Add(ReadItem(ref reader, body, items.Count));
        }

        return items;
    }

    /// <param name="reader">Stands on the item's first token; afterwards on its last.</param>
    /// <param name="body">What the reader reads.</param>
    /// <param name="index">The item's place in the page, counted from 0.</param>
    private protected abstract object ReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int index);
}
