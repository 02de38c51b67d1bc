using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>An endpoint that gives pages. What is asked for, and what an item is, the derived class knows.</summary>
internal abstract class PagedEndpoint : PageSource
{
    private readonly ApiChannel _channel;

    private protected PagedEndpoint(ApiChannel channel, RunState run)
    {
        _channel = channel;
        Run = run;
    }

    private protected RunState Run { get; }

    internal override async Task<Page> GetAsync(PageRequest page, CancellationToken cancellationToken)
    {
        OutgoingRequest request = CreateRequest(page.Cursor);
        HttpExchange exchange = _channel.Begin(request, Run, page.Messages);
        try
        {
            return await exchange.SendAsync(request, answer => Read(answer, page), cancellationToken).ConfigureAwait(false);
        }
        catch (SpottApiException refused) when (LearnsFrom(refused))
        {
            OutgoingRequest other = CreateRequest(page.Cursor);
            if (other.Uri == request.Uri)
                throw;
            return await exchange.SendAsync(other, answer => Read(answer, page), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="cursor">Null for the first page.</param>
    private protected abstract OutgoingRequest CreateRequest(string? cursor);

    /// <summary>Parses a body.</summary>
    /// <exception cref="JsonException">It is no page.</exception>
    private protected abstract Page Parse(HttpAnswer answer, PageRequest request);

    /// <summary>Whether the same request may give a page the next time.</summary>
    private protected abstract bool IsTransient(JsonException broken);

    /// <summary>
    /// Whether the requests to come are made differently because of a refusal; then this one is sent once more as they are.
    /// </summary>
    private protected virtual bool LearnsFrom(SpottApiException refused) => false;

    private Page Read(HttpAnswer answer, PageRequest request)
    {
        // Before the items are parsed: meanwhile the next page is on its way.
        if (CursorScan.Find(answer.Body) is { } next)
            request.NextIs(next);
        try
        {
            Page page = Parse(answer, request);
            // What no run asked for, but a look whether the API answers, is nobody's item.
            if (request.PageNumber > 0)
                Run.Statistics.CountItems(page.Items.Count);
            return page;
        }
        catch (JsonException broken)
        {
            throw answer.Broken(broken, IsTransient(broken));
        }
    }
}
