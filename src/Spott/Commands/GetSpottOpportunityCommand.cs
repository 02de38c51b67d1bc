using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Get-SpottOpportunity</c>: every opportunity of the account, or those that the parameters name, streamed page by page.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SpottOpportunity", DefaultParameterSetName = QuerySet, HelpUri = OnlineHelp.Pages + "Get-SpottOpportunity.md")]
[OutputType(typeof(Opportunity))]
public sealed class GetSpottOpportunityCommand : ConnectedCommand
{
    private const string QuerySet = "Query";
    private const string CheckpointSet = "Checkpoint";
    private const string MirrorSet = "Mirror";

    private readonly List<string> _pendingIds = new();
    private readonly HashSet<string> _seenIds = new(StringComparer.Ordinal);
    private OpportunityRun? _run;
    private CheckpointedRun? _checkpoint;
    private SpottConnection? _connection;

    /// <summary>Only opportunities of these companies; each id is asked for once. An empty pipeline asks for nothing.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [CompanyId]
    [ArgumentCompleter(typeof(CompanyIdCompleter))]
    [NotEmpty]
    public string[]? CompanyId { get; set; }

    /// <summary>Only what was modified at or after this moment; a date without a zone is local time.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [Parameter(ParameterSetName = CheckpointSet)]
    [Parameter(ParameterSetName = MirrorSet, DontShow = true)]
    [Moment]
    public DateTimeOffset ModifiedSince { get; set; }

    /// <summary>End after so many opportunities, 1 or more.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [Parameter(ParameterSetName = MirrorSet)]
    [Parameter(ParameterSetName = CheckpointSet, DontShow = true)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Go on at this cursor, which an error's <c>Exception.Cursor</c> gives, with the same filters.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [Parameter(ParameterSetName = CheckpointSet, DontShow = true)]
    [Parameter(ParameterSetName = MirrorSet, DontShow = true)]
    [ValidateNotNullOrEmpty]
    public string? Cursor { get; set; }

    /// <summary>Opportunities a request, 1 to 50.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [Parameter(ParameterSetName = CheckpointSet)]
    [Parameter(ParameterSetName = MirrorSet, DontShow = true)]
    [Alias("Limit")]
    [ValidateRange(1, ApiLimits.MaxPageSize)]
    public int PageSize { get; set; } = ApiLimits.MaxPageSize;

    /// <summary>
    /// Where the last saved run is remembered: deliver what changed since it began. Only <c>Save-SpottCheckpoint</c>, when the data is
    /// safe, remembers this one. Wildcard characters have no special meaning.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = CheckpointSet, HelpMessage = "A file that remembers when the last saved run began.")]
    [Parameter(ParameterSetName = QuerySet, DontShow = true)]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>
    /// How much further back to ask than the last saved run began, for changes that were just under way: zero or more, five minutes unless
    /// given.
    /// </summary>
    [Parameter(ParameterSetName = CheckpointSet)]
    [Duration]
    public TimeSpan CheckpointOverlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Go on although the checkpoint was made with another API key, which this one replaced.</summary>
    [Parameter(ParameterSetName = CheckpointSet)]
    public SwitchParameter AcceptNewKey { get; set; }

    /// <summary>
    /// Read a mirror that <c>Sync-SpottMirror</c> made, and not the API: no connection is needed. Wildcard characters have no special
    /// meaning.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = MirrorSet, HelpMessage = "A file that Sync-SpottMirror made.")]
    [Parameter(ParameterSetName = QuerySet, DontShow = true)]
    [ValidateNotNullOrEmpty]
    public string? MirrorPath { get; set; }

    /// <summary>As the mirror knew them at this moment; a date without a time is its day's end, local time.</summary>
    [Parameter(ParameterSetName = MirrorSet)]
    [Moment(IsDayEnd = true)]
    public DateTimeOffset AsOf { get; set; }

    /// <summary>Also those that count as deleted; each then says in <c>DeletedAt</c> when that was found, null for the living.</summary>
    [Parameter(ParameterSetName = MirrorSet)]
    public SwitchParameter IncludeDeleted { get; set; }

    // Ids that were bound, or that a pipeline was to bring, and did not come: nothing is what was asked for, never everything.
    private bool IsFiltered => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(CompanyId));

    private DateTimeOffset? Since => MyInvocation.BoundParameters.ContainsKey(nameof(ModifiedSince)) ? ModifiedSince : null;

    /// <summary>Begins the run; sends nothing yet.</summary>
    protected override void BeginProcessing()
    {
        // Of half a run no checkpoint could say what was delivered.
        this.RefuseTogether(nameof(CheckpointPath), nameof(First), nameof(Cursor));
        this.RefuseTogether(nameof(MirrorPath), nameof(ModifiedSince), nameof(Cursor), nameof(PageSize), nameof(CheckpointPath));
        if (MirrorPath is not null)
            return;
        if (CheckpointPath is not null)
        {
            _checkpoint = new CheckpointedRun(this, CheckpointPath) { Overlap = CheckpointOverlap, AcceptsNewKey = AcceptNewKey };
            _checkpoint.Open();
        }

        _connection = ResolveConnection();
        _run = new OpportunityRun(this, _connection, First == 0 ? null : First, StopToken)
        {
            Resumption = _checkpoint is null ? Resumption.CursorParameter : Resumption.Checkpoint,
            IsFirstOfCheckpoint = _checkpoint is { HasPrevious: false },
        };
        if (_checkpoint is not { HasPrevious: true } && Since > _run.UtcNow)
            WriteWarning(RunWarnings.SinceInFuture(ModifiedSince));
    }

    /// <summary>Takes company ids.</summary>
    protected override void ProcessRecord()
    {
        foreach (string id in CompanyId ?? Array.Empty<string>())
        {
            if (_seenIds.Add(id))
                _pendingIds.Add(id);
        }

        if (Cursor is not null && _seenIds.Count > ApiLimits.MaxCompanyIds)
            this.Fail(ArgumentErrors.CursorWithManyCompanies());
    }

    /// <summary>
    /// Asks for all ids in batches, or for everything. No batch is begun before: an error has to name the ids that are still to come.
    /// </summary>
    protected override void EndProcessing()
    {
        bool asksForNothing = IsFiltered && _seenIds.Count == 0;
        if (MirrorPath is not null)
        {
            ReadMirror(asksForNothing);
            return;
        }

        if (asksForNothing)
            _checkpoint?.StayBehind();
        else
            _checkpoint?.Start(_connection!, _run!, _seenIds, Since);

        if (!IsFiltered)
            RunBatch();
        while (_pendingIds.Count > 0 && !_run!.IsSatisfied)
            RunBatch();
        WarnOfMissingCompanies();
        _run!.End();
        if (!asksForNothing)
            _checkpoint?.Complete();
    }

    /// <summary>Ends the run; the commands behind this one have ended.</summary>
    /// <param name="disposing">Always true.</param>
    protected override void Dispose(bool disposing)
    {
        // PowerShell knows of a stop before it tells its commands, and the innermost one, told first, may end the pipeline meanwhile.
        _checkpoint?.End(wasStopped: Stopping || StopToken.IsCancellationRequested);
        _run?.Dispose();
        base.Dispose(disposing);
    }

    private void ReadMirror(bool asksForNothing)
    {
        MirrorOpportunities opportunities = new(this)
        {
            CompanyIds = _seenIds,
            AsOf = MyInvocation.BoundParameters.ContainsKey(nameof(AsOf)) ? AsOf : null,
            First = First == 0 ? null : First,
            IncludeDeleted = IncludeDeleted,
        };
        if (!asksForNothing)
            MirrorReading.Run(this, MirrorPath!, opportunities.Write);
    }

    /// <summary>
    /// Where everything of a company was asked for, nothing is a surprise. Where only a part was, it is not.
    /// </summary>
    private void WarnOfMissingCompanies()
    {
        bool isWhole = Since is null && Cursor is null && _checkpoint is null && !_run!.IsSatisfied && !_run.State.SawMalformedItem;
        string[] missing = isWhole ? _seenIds.Where(id => !_run!.FoundCompanies.Contains(id)).ToArray() : Array.Empty<string>();
        if (missing.Length > 0)
            WriteWarning(RunWarnings.NothingOfCompanies(missing, _seenIds.Count, _connection!.Companies.ToArray()));
    }

    private void RunBatch()
    {
        int count = Math.Min(_pendingIds.Count, ApiLimits.MaxCompanyIds);
        List<string> batch = _pendingIds.GetRange(0, count);
        _pendingIds.RemoveRange(0, count);
        OpportunityQuery query = new()
        {
            CompanyIds = batch,
            ModifiedSince = _checkpoint is null ? Since : _checkpoint.Since,
            PageSize = PageSize,
            Cursor = Cursor,
        };
        _run!.Begin(query, _pendingIds);
        if (_checkpoint?.MustAskAnew() == true)
        {
            query.ModifiedSince = _checkpoint.Since;
            _run.Begin(query, _pendingIds);
        }

        _run.WriteItems();
    }
}
