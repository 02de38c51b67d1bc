using System;
using System.Collections.Generic;
using System.Text.Json;
using Spott.Engine.Json;
using Spott.Engine.Paging;

namespace Spott.Engine.Opportunities;

/// <summary>Reads a page of opportunities, each whole or malformed.</summary>
internal sealed class OpportunityPageReader : PageReader
{
    private readonly OpportunityReader _items;
    private readonly int _pageNumber;

    /// <param name="shared">The connection's table of repeated texts.</param>
    /// <param name="pageNumber">The page of the run, counted from 1.</param>
    internal OpportunityPageReader(SharedStrings shared, int pageNumber)
    {
        _items = new OpportunityReader(shared, Budget);
        _pageNumber = pageNumber;
    }

    /// <summary>Known fields whose value had an unexpected type, by path.</summary>
    internal IReadOnlyCollection<string> UnexpectedFields => _items.UnexpectedFields;

    private protected override object ReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int index)
    {
        int start = (int)reader.TokenStartIndex;
        object? item = null;
        if (reader.TokenType == JsonTokenType.StartObject)
            item = _items.Read(ref reader);
        else
            reader.Skip();
        return item ?? new MalformedItem(_pageNumber, index, JsonBody.Decode(body.Slice(start, (int)reader.BytesConsumed - start)));
    }
}
