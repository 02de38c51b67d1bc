using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Spott.Engine.Http;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>Pages of any endpoint, their elements as texts.</summary>
internal sealed class ElementPages : PagedEndpoint
{
    private const string CursorName = "cursor";

    private readonly GenericRequest _request;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _query;

    internal ElementPages(ApiChannel channel, ApiRequest request, RunState run)
        : base(channel, run)
    {
        _request = new GenericRequest(channel.BaseUri, request);
        _query = request.Query;
    }

    internal override string Target => _request.Target;

    internal override string? FirstCursor => _query.LastOrDefault(parameter => parameter.Key == CursorName).Value;

    internal override int PageSize => int.MaxValue;

    private protected override OutgoingRequest CreateRequest(string? cursor)
    {
        IEnumerable<KeyValuePair<string, string>> query = _query.Where(parameter => parameter.Key != CursorName);
        return _request.With(cursor is null ? query : query.Append(new KeyValuePair<string, string>(CursorName, cursor)));
    }

    private protected override Page Parse(HttpAnswer answer, PageRequest request) => new ElementPageReader().Read(answer.Body);

    /// <summary>Sound JSON without a list will be the same the next time.</summary>
    private protected override bool IsTransient(JsonException broken) => broken.LineNumber is not null;
}
