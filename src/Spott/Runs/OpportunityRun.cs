using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>Takes one cmdlet's run from series to series and from page to page, and writes what comes.</summary>
internal sealed class OpportunityRun : IDisposable
{
    private static readonly string[] Tags = { "Spott" };

    private readonly PSCmdlet _command;
    private readonly SpottConnection _connection;
    private readonly CancellationToken _stop;
    private readonly SpottApi _api;
    private readonly RunProgress _progress;
    private readonly TimeSpan _started;
    private readonly long? _first;
    private Pager? _pager;
    private bool _isOfCompanies;
    private DateTimeOffset? _since;
    private IEnumerable<string> _companyIds = Array.Empty<string>();

    internal OpportunityRun(PSCmdlet command, SpottConnection connection, long? first, CancellationToken stop)
    {
        _command = command;
        _stop = stop;
        _connection = connection;
        _first = first;
        try
        {
            _api = SpottApi.Of(connection);
        }
        catch (SpottApiException refused)
        {
            command.Fail(CallErrors.Of(refused));
        }

        State = new RunState(connection.Statistics);
        _started = _api.Uptime;
        _progress = new RunProgress(command, _api, State, "Getting opportunities from Spott");
    }

    internal RunState State { get; }

    internal DateTimeOffset UtcNow => _api.UtcNow;

    /// <summary>How the command is gone on with when it fails.</summary>
    internal Resumption Resumption { get; set; }

    /// <summary>Whether it is a checkpoint's first run; what it is for a log.</summary>
    internal bool IsFirstOfCheckpoint { get; set; }

    /// <summary>The companies of the opportunities that were written; empty for a run that asks for all of them.</summary>
    internal ISet<string> FoundCompanies { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether there are as many items as were wanted.</summary>
    internal bool IsSatisfied => State.ItemsWritten == _first;

    /// <summary>
    /// Asks for one series of pages and waits for its first; none of its items is written. A series that was begun before is dropped.
    /// </summary>
    /// <param name="query">What the series asks for.</param>
    /// <param name="unbegun">The ids of later series, for the error's sake.</param>
    internal void Begin(OpportunityQuery query, IReadOnlyCollection<string> unbegun)
    {
        _pager?.Dispose();
        long? wanted = _first - State.ItemsWritten;
        if (wanted < query.PageSize)
            query.PageSize = (int)wanted;
        _companyIds = query.CompanyIds.Concat(unbegun);
        _isOfCompanies = query.CompanyIds.Count > 0;
        _since = query.ModifiedSince;
        _pager = new Pager(_api.Pages(query, State), State, _progress.Waiting(_stop), wanted);
        Guarded(() => _pager.Begin());
    }

    /// <summary>Writes the series that was begun.</summary>
    internal void WriteItems()
    {
        using Pager pager = _pager!;
        using IEnumerator<object> items = pager.Items().GetEnumerator();
        // Made once: a delegate for each item is 64 bytes of garbage.
        Func<bool> next = items.MoveNext;
        while (Guarded(next))
            Write(items.Current);
    }

    /// <summary>Says that the run is complete.</summary>
    internal void End()
    {
        _progress.End();
        Summarize(complete: !State.SawMalformedItem);
    }

    /// <summary>Drops what is under way.</summary>
    public void Dispose() => _pager?.Dispose();

    private void Write(object item)
    {
        if (item is Opportunity opportunity)
        {
            _connection.Companies.Add(opportunity.CompanyId, opportunity.CompanyName);
            if (_isOfCompanies && opportunity.CompanyId is { } company)
                FoundCompanies.Add(company);
            _command.WriteObject(opportunity);
        }
        else
        {
            _command.WriteError(RecordErrors.Malformed((MalformedItem)item).ToRecord());
        }
    }

    // Around nothing but the pull: what the commands behind this one throw is theirs.
    private T Guarded<T>(Func<T> pull)
    {
        try
        {
            return pull();
        }
        catch (SpottApiException failed)
        {
            Continuation.Note(failed, Resumption, _connection.Settings.ApiKey);
            failed.CompanyId = _companyIds.ToArray();
            _progress.End();
            Summarize(complete: false);
            _command.Fail(CallErrors.Of(failed));
            throw;
        }
    }

    /// <summary>One line for a log, shown with <c>-InformationAction Continue</c>.</summary>
    private void Summarize(bool complete)
    {
        TransferStatistics sent = State.Statistics;
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "Get-SpottOpportunity{0}{1}: {2}, {3}, {4}, {5}, {6:0.0} s throttled, {7:0.0} s elapsed, {8}.",
            IsFirstOfCheckpoint ? ", first run of the checkpoint" : null,
            _since is { } since ? ", modified since " + MomentText.Of(since) : null,
            CountText.Of(State.ItemsWritten, "item", "items"), CountText.Of(State.Pages, "page", "pages"),
            CountText.Of(sent.Requests, "request", "requests"), CountText.Of(sent.Retries, "retry", "retries"), sent.Throttled.TotalSeconds,
            (_api.Uptime - _started).TotalSeconds,
            complete ? "complete" : "not complete");
        _command.WriteInformation(line, Tags);
    }
}
