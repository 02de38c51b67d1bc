using System;
using System.Collections.Generic;
using System.Text.Json;
using Spott.Engine.Json;
using Spott.Engine.Paging;
using Spott.Records;

namespace Spott.Engine.Opportunities;

/// <summary>Reads a page of opportunities, each whole or malformed.</summary>
internal sealed class OpportunityPageReader : PageReader
{
#if NET
    private static readonly Digest Build = Digest.OfBuild(typeof(OpportunityPageReader));
#endif
    private readonly OpportunityReader _items;
    private readonly int _pageNumber;
    private readonly bool _wantsSource;

    /// <param name="shared">The connection's table of repeated texts.</param>
    /// <param name="pageNumber">The page of the run, counted from 1.</param>
    /// <param name="wantsSource">Whether each is to say from which text it was read.</param>
    internal OpportunityPageReader(SharedStrings shared, int pageNumber, bool wantsSource)
    {
        _items = new OpportunityReader(shared, Budget);
        _pageNumber = pageNumber;
        _wantsSource = wantsSource;
    }

    /// <summary>Known fields whose value had an unexpected type, by path.</summary>
    internal IReadOnlyCollection<string> UnexpectedFields => _items.UnexpectedFields;

    private protected override object ReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int index)
    {
        int start = (int)reader.TokenStartIndex;
        Opportunity? item = null;
        if (reader.TokenType == JsonTokenType.StartObject)
            item = _items.Read(ref reader);
        else
            reader.Skip();
        ReadOnlySpan<byte> text = body.Slice(start, (int)reader.BytesConsumed - start);
        if (item is null)
            return new MalformedItem(_pageNumber, index, JsonBody.Decode(text));
#if NET
        if (_wantsSource)
            item.Source = Digest.Of(text).With(Build);
#endif
        return item;
    }
}
