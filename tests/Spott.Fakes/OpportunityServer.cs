using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Fakes;

/// <summary>
/// What the API does with <c>GET /opportunities</c>, written from the contract alone and independent of the module's sandbox:
/// where the two differ, one of them is wrong.
/// </summary>
public sealed class OpportunityServer : IResponder
{
    private readonly object _gate = new();
    private readonly SortedDictionary<int, StoredOpportunity> _items = [];
    private int _requests;

    /// <summary>Items 1 to <paramref name="count"/> of seven companies, item n modified n minutes after 2026-01-01T00:00Z.</summary>
    public OpportunityServer(int count)
        : this(count, OpportunityJson.Companies)
    {
    }

    /// <summary>As above, of companies co-1 to co-<paramref name="companies"/> in turn; item 1 is of co-2.</summary>
    public OpportunityServer(int count, int companies)
    {
        for (int index = 1; index <= count; index++)
            Upsert(
                index, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(index),
                OpportunityJson.CompanyId(index, companies));
    }

    /// <summary>The only key that is accepted; null accepts every key that is not empty.</summary>
    public string? Key { get; set; }

    /// <summary>From the request after so many on, every key is refused; null never.</summary>
    public int? RevokeKeyAfter { get; set; }

    /// <summary>What a bad key gets; 401 or 403 are what real servers say.</summary>
    public int BadKeyStatus { get; set; } = 401;

    /// <summary>What stands before <c>/opportunities</c>; empty or a path that begins with a slash.</summary>
    public string PathPrefix { get; set; } = string.Empty;

    /// <summary>False: companyIds is silently ignored, as some servers do with a spelling that they do not know.</summary>
    public bool FiltersByCompany { get; set; } = true;

    /// <summary>True: a single companyIds is refused with "expected array, received string".</summary>
    public bool StrictArray { get; set; }

    /// <summary>Where a page says how to go on.</summary>
    public PageShape Shape { get; set; }

    /// <summary>True: the way on comes before the items.</summary>
    public bool PaginationFirst { get; set; }

    /// <summary>Each item has at least so many bytes.</summary>
    public int MinimumItemBytes { get; set; }

    /// <summary>True: compresses for those who accept it.</summary>
    public bool Compress { get; set; }

    /// <summary>The server's clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How far the Date header is ahead of <see cref="Clock"/>.</summary>
    public TimeSpan DateSkew { get; set; }

    /// <summary>False: no Date header.</summary>
    public bool SendsDate { get; set; } = true;

    /// <summary>Comes between the healthy answer and the client; null for none.</summary>
    public IFaultPlan? Faults { get; set; }

    /// <summary>A new item, or an old one modified again, with a company by its index.</summary>
    public void Upsert(int index, DateTimeOffset modifiedAt) => Upsert(index, modifiedAt, OpportunityJson.CompanyId(index));

    /// <summary>A new item, or an old one modified again.</summary>
    public void Upsert(int index, DateTimeOffset modifiedAt, string companyId)
    {
        lock (_gate)
            _items[index] = new StoredOpportunity(index, companyId, modifiedAt);
    }

    /// <summary>The server as a transport.</summary>
    public ScriptedHandler AsHandler() => new(this);

    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Answer answer;
        lock (_gate)
        {
            _requests++;
            answer = Healthy(request);
        }

        if (Compress && request.Header("Accept-Encoding")?.Contains("gzip", StringComparison.OrdinalIgnoreCase) == true)
            answer = Answer.Gzip(answer);
        if (Faults is { } plan)
            answer = plan.Disturb(request, answer);
        return SendsDate ? answer.WithDate(Clock.GetUtcNow() + DateSkew) : answer;
    }

    private Answer Healthy(RecordedRequest request)
    {
        string requestId = $"req-{_requests}";
        if (string.IsNullOrEmpty(request.ApiKey) || (Key is not null && request.ApiKey != Key) || _requests > RevokeKeyAfter)
            return Answer.Error(BadKeyStatus, "Invalid API key", requestId);
        if (request.Path != PathPrefix + "/opportunities" || request.Method != "GET")
            return Answer.Error(404, $"Cannot {request.Method} {request.Path}", requestId);
        OpportunityQuery query = new(request, StrictArray);
        if (query.Errors.Count > 0)
            return Answer.Errors(400, [.. query.Errors], requestId);

        List<StoredOpportunity> rest = _items.Values.Where(i => i.Index > query.After && Matches(i, query)).Take(query.Limit + 1).ToList();
        List<StoredOpportunity> page = rest.Take(query.Limit).ToList();
        bool hasMore = rest.Count > page.Count;
        return Answer.Json(OpportunityJson.Page(
            page.Select(i => OpportunityJson.Item(i.Index, i.CompanyId, MinimumItemBytes)),
            hasMore ? query.CursorAfter(page[^1].Index) : null, hasMore, Shape, PaginationFirst)).WithHeader("x-request-id", requestId);
    }

    private bool Matches(StoredOpportunity item, OpportunityQuery query) =>
        (query.ModifiedSince is not { } since || item.ModifiedAt >= since)
        && (!FiltersByCompany || query.CompanyIds.Length == 0 || query.CompanyIds.Contains(item.CompanyId));
}
