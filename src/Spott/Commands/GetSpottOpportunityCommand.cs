using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Commands;

/// <summary><c>Get-SpottOpportunity</c>: every opportunity of the account, or those that the parameters name, streamed page by page.</summary>
[Cmdlet(VerbsCommon.Get, "SpottOpportunity", DefaultParameterSetName = QuerySet)]
[OutputType(typeof(Opportunity))]
public sealed class GetSpottOpportunityCommand : ConnectedCommand
{
    private const string QuerySet = "Query";

    private readonly List<string> _pendingIds = new();
    private readonly HashSet<string> _seenIds = new(StringComparer.Ordinal);
    private OpportunityRun? _run;

    /// <summary>Only opportunities of these companies; each id is asked for once. An empty pipeline asks for nothing.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CompanyId]
    [ValidateNotNullOrEmpty]
    public string[]? CompanyId { get; set; }

    /// <summary>Only what was modified at or after this moment; a date without a zone is local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset ModifiedSince { get; set; }

    /// <summary>End after so many opportunities, 1 or more.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Go on at this cursor, which an error's <c>Exception.Cursor</c> gives, with the same filters.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [ValidateNotNullOrEmpty]
    public string? Cursor { get; set; }

    /// <summary>Opportunities a request, 1 to 50.</summary>
    [Parameter]
    [Alias("Limit")]
    [ValidateRange(1, OpportunityQuery.MaxPageSize)]
    public int PageSize { get; set; } = OpportunityQuery.MaxPageSize;

    // Ids that were bound, or that a pipeline was to bring, and did not come: nothing is what was asked for, never everything.
    private bool IsFiltered => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(CompanyId));

    /// <summary>Begins the run; sends nothing yet.</summary>
    protected override void BeginProcessing()
    {
        SpottConnection connection = ResolveConnection();
        _run = new OpportunityRun(this, connection, First == 0 ? null : First);
        if (IsBound(nameof(ModifiedSince)) && ModifiedSince > _run.UtcNow)
            WriteWarning($"-ModifiedSince is in the future ({ModifiedSince.ToLocalTime():yyyy-MM-dd HH:mm:ss}, local time): there may be nothing to get.");
    }

    /// <summary>Takes company ids; a full batch is asked for at once.</summary>
    protected override void ProcessRecord()
    {
        foreach (string id in CompanyId ?? Array.Empty<string>())
        {
            if (_seenIds.Add(id))
                _pendingIds.Add(id);
        }

        if (Cursor is not null && _seenIds.Count > OpportunityQuery.MaxCompanyIds)
            Fail(SpottErrors.CursorWithManyCompanies());

        // With a cursor the batch is the one that the cursor was made with: it must be known whole.
        while (Cursor is null && _pendingIds.Count >= OpportunityQuery.MaxCompanyIds)
            RunBatch();
    }

    /// <summary>Asks for what is left, or for everything.</summary>
    protected override void EndProcessing()
    {
        if (_pendingIds.Count > 0 || !IsFiltered)
            RunBatch();
        _run!.End();
    }

    private void RunBatch()
    {
        int count = Math.Min(_pendingIds.Count, OpportunityQuery.MaxCompanyIds);
        List<string> batch = _pendingIds.GetRange(0, count);
        _pendingIds.RemoveRange(0, count);
        OpportunityQuery query = new()
        {
            CompanyIds = batch,
            ModifiedSince = IsBound(nameof(ModifiedSince)) ? ModifiedSince : null,
            PageSize = PageSize,
            Cursor = Cursor,
        };
        _run!.Run(query, _pendingIds);
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
