using System.Text.Json;
using Spott.Engine.Json;
using Spott.Errors;

namespace Spott.Engine.Paging;

/// <summary>What a page says about the next one, in either of the API's two shapes.</summary>
internal struct Pagination
{
    // Percent-encoded it is up to nine times as long, and an address ends at 65,519 characters; servers refuse far shorter ones.
    private const int LongestCursor = 7_000;

    private bool _isStated;
    private bool? _hasMore;
    private string? _cursor;
    private string? _unexpected;

    /// <summary>The next page's cursor; null when this page is the last, or does not say.</summary>
    internal readonly string? NextCursor => _hasMore == false || string.IsNullOrEmpty(_cursor) ? null : _cursor;

    /// <summary>Why it cannot be told whether there is a next page; null when it can.</summary>
    internal readonly Fault? Fault =>
        !_isStated ? AnswerFaults.NoPagination
        : _unexpected is not null ? AnswerFaults.UnexpectedPagination(_unexpected)
        : _cursor?.Length > LongestCursor ? AnswerFaults.CursorTooLong
        : _hasMore == true && string.IsNullOrEmpty(_cursor) ? AnswerFaults.NoCursor
        : null;

    /// <param name="reader">Stands on the value of <c>pagination</c> or <c>pageInfo</c>; afterwards on its last token.</param>
    internal void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        this = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isCursor = JsonStrings.Is(ref reader, "cursor"u8) || JsonStrings.Is(ref reader, "nextCursor"u8);
            bool isHasMore = JsonStrings.Is(ref reader, "hasMore"u8) || JsonStrings.Is(ref reader, "hasNextPage"u8);
            reader.Read();
            _isStated |= isCursor || isHasMore;
            if (isCursor && reader.TokenType == JsonTokenType.String)
                _cursor = JsonStrings.Get(ref reader);
            else if (isHasMore && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
                _hasMore = reader.TokenType == JsonTokenType.True;
            else if ((isCursor || isHasMore) && reader.TokenType != JsonTokenType.Null)
                _unexpected = isCursor ? "cursor" : "hasMore";
            reader.Skip();
        }
    }
}
