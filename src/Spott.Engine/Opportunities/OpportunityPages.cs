using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Engine.Json;
using Spott.Engine.Paging;
using Spott.Engine.Retries;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Opportunities;

/// <summary>Pages of opportunities that one query asks for.</summary>
internal sealed class OpportunityPages : IPageSource
{
    private readonly ApiChannel _channel;
    private readonly OpportunityMemory _memory;
    private readonly OpportunityQuery _query;
    private readonly Uri _endpoint;

    internal OpportunityPages(ApiChannel channel, OpportunityMemory memory, OpportunityQuery query)
    {
        _channel = channel;
        _memory = memory;
        _query = query;
        _endpoint = new Uri(channel.BaseUri, "opportunities");
    }

    public string Target => "GET " + _endpoint.AbsoluteUri;

    public string? FirstCursor => _query.Cursor;

    /// <summary>A page that may be the last one wanted is parsed first, so that no page is asked for that nobody reads.</summary>
    public bool MayLookAhead(long itemsBefore) => _query.First is not { } first || itemsBefore + _query.PageSize < first;

    public async Task<Page> GetPageAsync(
        string? cursor, int pageNumber, RunState run, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken)
    {
        bool doubleSingleId = _memory.DoubleSingleId;
        OutgoingRequest request = PageRequest.For(_endpoint, _query, cursor, doubleSingleId);
        HttpExchange exchange = _channel.Begin(request.Target, run, messages);
        try
        {
            try
            {
                return await exchange.RepeatAsync(AttemptAsync, cancellationToken).ConfigureAwait(false);
            }
            catch (SpottApiException refused) when (!doubleSingleId && WantsArray(refused))
            {
                _memory.DoubleSingleId = true;
                request = PageRequest.For(_endpoint, _query, cursor, doubleSingleId: true);
                return await exchange.RepeatAsync(AttemptAsync, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SpottApiException failure)
        {
            failure.Cursor = cursor;
            failure.PageNumber = pageNumber;
            throw;
        }

        Task<Page> AttemptAsync(CancellationToken token) => exchange.SendAsync(request, (body, _) => Read(body), token);

        Page Read(PooledBody body) => Parse(body, pageNumber, run, exchange.Attempts, messages, bodyComplete);
    }

    private Page Parse(PooledBody body, int pageNumber, RunState run, Attempts attempts, RunMessages messages, Action<string?>? bodyComplete)
    {
        bodyComplete?.Invoke(CursorScan.Find(body.Bytes));
        OpportunityPageReader reader = new(_memory.Strings, pageNumber);
        Page page;
        try
        {
            page = reader.Read(body.Bytes);
        }
        catch (JsonException broken)
        {
            throw attempts.Failure(JsonBody.Fault(broken), isTransient: broken is not PageTooLargeException);
        }

        if (_query.CompanyIds.Count > 0 && page.Items.OfType<Opportunity>().FirstOrDefault(item => !_query.CompanyIds.Contains(item.CompanyId)) is { } stranger)
            throw attempts.Failure(AnswerFaults.OtherCompany(ErrorBody.Harmless(stranger.Id)));

        run.Statistics.CountItems(page.Items.Count);
        foreach (string field in reader.UnexpectedFields.Where(run.ShouldWarnAbout))
            messages.Add(RunMessageKind.Warning, RunWarnings.UnexpectedType(field));
        foreach (string field in reader.LostFields.Where(run.ShouldWarnAbout))
            messages.Add(RunMessageKind.Warning, RunWarnings.TooDeep(field, JsonValue.MaxDepth));
        return page;
    }

    private bool WantsArray(SpottApiException refused) =>
        refused.Kind == FailureKind.BadRequest && _query.CompanyIds.Count == 1
        && refused.ServerMessage?.IndexOf("expected array", StringComparison.OrdinalIgnoreCase) >= 0;
}
