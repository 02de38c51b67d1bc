using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Engine.Json;
using Spott.Engine.Paging;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Opportunities;

/// <summary>Pages of opportunities that one query asks for.</summary>
internal sealed class OpportunityPages : PagedEndpoint
{
    private readonly OpportunityMemory _memory;
    private readonly OpportunityQuery _query;
    private readonly Uri _endpoint;

    internal OpportunityPages(ApiChannel channel, OpportunityMemory memory, OpportunityQuery query, RunState run)
        : base(channel, run)
    {
        _memory = memory;
        _query = query;
        _endpoint = new Uri(channel.BaseUri, "opportunities");
    }

    internal override string Target => "GET " + _endpoint.AbsoluteUri;

    internal override string? FirstCursor => _query.Cursor;

    internal override int PageSize => _query.PageSize;

    internal override Task<Page> GetAsync(PageRequest page, CancellationToken cancellationToken)
    {
        Task<Page> answer = base.GetAsync(page, cancellationToken);
        // The request is on its way, and this thread has nothing else to do.
        if (!answer.IsCompleted)
            ReaderWarmUp.Run();
        return answer;
    }

    private protected override OutgoingRequest CreateRequest(string? cursor) =>
        OpportunityRequest.For(_endpoint, _query, cursor, _memory.SendsLoneIdTwice);

    private protected override Page Parse(HttpAnswer answer, PageRequest request)
    {
        OpportunityPageReader reader = new(_memory.Strings, request.PageNumber, _query.WantsSource);
        Page page = reader.Read(answer.Body);

        if (page.Items.OfType<Opportunity>().FirstOrDefault(IsOfOtherCompany) is { } stranger)
            throw answer.Broken(AnswerFaults.OtherCompany(ServerText.Excerpt(stranger.Id)));

        foreach (string field in reader.UnexpectedFields.Where(Run.ShouldWarnAbout))
            request.Messages.Add(RunMessageKind.Warning, RunWarnings.UnexpectedType(field));
        return page;
    }

    private protected override bool IsTransient(JsonException broken) => broken is not PageTooLargeException;

    private protected override bool LearnsFrom(SpottApiException refused)
    {
        bool wantsArray = refused.Kind == FailureKind.BadRequest && _query.CompanyIds.Count == 1
            && refused.ServerMessage?.IndexOf("expected array", StringComparison.OrdinalIgnoreCase) >= 0;
        if (wantsArray)
            _memory.SendsLoneIdTwice = true;
        return wantsArray;
    }

    private bool IsOfOtherCompany(Opportunity item) => _query.CompanyIds.Count > 0 && !_query.CompanyIds.Contains(item.CompanyId);
}
