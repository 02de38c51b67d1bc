using System;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>One run into a mirror: what it asks for, what of it may be believed, and what is said about it.</summary>
internal sealed class MirrorSync : IDisposable
{
    private static readonly string[] Tags = { "Spott" };

    private readonly PSCmdlet _command;
    private readonly string _path;
    private readonly SpottConnection _connection;
    private readonly CancellationToken _stop;
    private readonly SpottApi _api;
    private readonly MirrorWriter _writer;
    private readonly RunState _run;
    private readonly RunProgress _progress;
    private readonly TimeSpan _began;
    private readonly DateTimeOffset _startedAt;
    private MirrorRunKind _kind;
    private bool _isWritten;

    /// <summary>Opens the mirror and holds it; nothing is asked yet.</summary>
    internal MirrorSync(PSCmdlet command, MirrorPort mirrors, string path, SpottConnection connection, CancellationToken stop)
    {
        _command = command;
        _path = path;
        _connection = connection;
        _stop = stop;
        try
        {
            _api = SpottApi.Of(connection);
            _writer = mirrors.OpenWriter(path);
        }
        catch (SpottApiException refused)
        {
            command.Fail(CallErrors.Of(refused));
        }
        catch (MirrorException failed)
        {
            command.Fail(MirrorErrors.Of(path, failed));
        }

        _run = new RunState(connection.Statistics);
        _progress = new RunProgress(command, _api, _run, "Updating the mirror");
        _began = _api.Uptime;
        _startedAt = _api.UtcNow;
    }

    /// <summary>Whether to ask for everything whatever was asked before.</summary>
    internal bool IsFull { get; set; }

    /// <summary>How old the last full run may be before the next one is full again.</summary>
    internal TimeSpan FullInterval { get; set; }

    /// <summary>How much further back than the last run a delta asks.</summary>
    internal TimeSpan Overlap { get; set; }

    internal bool AllowMassDeletion { get; set; }

    internal bool AcceptsNewKey { get; set; }

    /// <summary>Reads everything that there is to read, and writes it.</summary>
    internal MirrorRun Run()
    {
        if (_writer.OldCopy is { } copy)
            _command.WriteWarning(MirrorWarnings.Migrated(_path, copy));
        CheckOwner();
        _kind = NextKind();
        DateTimeOffset? since = _kind == MirrorRunKind.Delta ? _writer.State.Watermark!.Value.Less(Overlap) : null;
        _command.WriteVerbose(since is { } moment
            ? $"A delta run of the mirror '{_path}': what was modified since {MomentText.Of(moment)}."
            : $"A full run of the mirror '{_path}'.");
        try
        {
            DateTimeOffset watermark = ReadPages(since);
            return Write(watermark);
        }
        catch (SpottApiException failed)
        {
            // No run goes on where another one ended: the cursor would be of no use.
            failed.Resumption = Resumption.Mirror;
            Fail();
            _command.Fail(CallErrors.Of(failed));
            throw;
        }
        catch (MirrorException failed)
        {
            _progress.End();
            _command.Fail(MirrorErrors.Of(_path, failed));
            throw;
        }
    }

    /// <summary>Lets the mirror go; a run that was stopped counts as failed.</summary>
    public void Dispose()
    {
        try
        {
            if (!_isWritten && _run.Statistics.Requests > 0)
                _writer.Fail(End(MirrorRunStatus.Failed, watermark: null));
        }
        catch (MirrorException)
        {
            // The mirror is as it was before, and the next run is none the worse.
        }
        finally
        {
            _writer.Dispose();
        }
    }

    private void CheckOwner()
    {
        MirrorState state = _writer.State;
        if (state.BaseAddress is null)
            return;
        if (!string.Equals(state.BaseAddress, _connection.BaseUri.AbsoluteUri, StringComparison.Ordinal))
            _command.Fail(MirrorErrors.OfOtherAddress(_path, state.BaseAddress, _connection.BaseUri));
        if (!AcceptsNewKey && !CheckpointPort.Engine.IsFingerprintOf(_connection.Settings.ApiKey, state.KeyFingerprint!))
            _command.Fail(MirrorErrors.OfOtherKey(_path));
    }

    private MirrorRunKind NextKind()
    {
        MirrorState state = _writer.State;
        bool isDelta = !IsFull && !state.HasMissing && state.Watermark is not null
            && state.LastFullAt is { } last && _startedAt - last < FullInterval;
        return isDelta ? MirrorRunKind.Delta : MirrorRunKind.Full;
    }

    /// <returns>The clock that the run goes by: what was modified before it was read.</returns>
    private DateTimeOffset ReadPages(DateTimeOffset? since)
    {
        Pager pager = Open(since);
        try
        {
            pager.Begin(meanwhile: _writer.Prepare);
            DateTimeOffset clock = Clock();
            if (_writer.State.Watermark is { } stored && stored > clock)
            {
                _command.WriteWarning(MirrorWarnings.FromTheFuture(_path, stored, clock, isFull: since is null));
                if (since is not null)
                {
                    pager.Dispose();
                    pager = Open(clock.Less(Overlap));
                }
            }

            foreach (Page page in pager.Pages())
            {
                foreach (object item in page.Items)
                    Take(item);
            }

            return clock;
        }
        finally
        {
            pager.Dispose();
        }
    }

    private Pager Open(DateTimeOffset? since) =>
        new(_api.Pages(new OpportunityQuery { ModifiedSince = since, WantsSource = true }, _run), _run, _progress.Waiting(_stop));

    private void Take(object item)
    {
        if (item is Opportunity opportunity)
        {
            _connection.Companies.Add(opportunity.CompanyId, opportunity.CompanyName);
            _writer.Add(opportunity);
        }
        else
        {
            _command.WriteError(RecordErrors.Malformed((MalformedItem)item).ToRecord());
        }
    }

    private DateTimeOffset Clock()
    {
        if (RunClock.Of(_run, _startedAt) is { } clock)
            return clock;
        _command.WriteWarning(MirrorWarnings.NoServerClock(_startedAt, Overlap));
        return _startedAt;
    }

    private MirrorRun Write(DateTimeOffset watermark)
    {
        bool isWhole = !_run.SawMalformedItem;
        MirrorOutcome outcome = _writer.Commit(
            End(isWhole ? MirrorRunStatus.Complete : MirrorRunStatus.Incomplete, isWhole ? watermark : null));
        _isWritten = true;
        _progress.End();
        if (!isWhole)
            _command.WriteWarning(MirrorWarnings.MalformedItem(_path));
        if (outcome.IsNoEvidence)
            _command.WriteWarning(
                outcome.Run.ItemCount == 0
                    ? MirrorWarnings.NothingListed()
                    : MirrorWarnings.MuchAbsent(_path, outcome.Absent, outcome.Held));
        Summarize(outcome.Run);
        return outcome.Run;
    }

    private void Fail()
    {
        _progress.End();
        try
        {
            MirrorRun run = _writer.Fail(End(MirrorRunStatus.Failed, watermark: null));
            _isWritten = true;
            Summarize(run);
        }
        catch (MirrorException)
        {
            // What ended the run is what the person has to know.
        }
    }

    private MirrorRunEnd End(MirrorRunStatus status, DateTimeOffset? watermark) => new()
    {
        Kind = _kind,
        Status = status,
        StartedAt = _startedAt,
        CompletedAt = _api.UtcNow,
        Watermark = watermark,
        RequestCount = _run.Statistics.Requests,
        AllowMassDeletion = AllowMassDeletion,
        BaseAddress = _connection.BaseUri.AbsoluteUri,
        KeyFingerprint = CheckpointPort.Engine.Fingerprint(_connection.Settings.ApiKey),
    };

    /// <summary>One line for a log, shown with <c>-InformationAction Continue</c>.</summary>
    private void Summarize(MirrorRun run)
    {
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "Sync-SpottMirror: {0} run {1}, {2}, {3} new, {4} changed, {5} missing, {6} deleted, {7} restored, {8}, "
            + "{9:0.0} s elapsed, {10}.",
            run.Kind == MirrorRunKind.Full
                ? "full"
                : "delta", run.Number, CountText.Of(run.ItemCount, "item", "items"), run.NewCount, run.ChangedCount, run.MissingCount,
            run.DeletedCount, run.RestoredCount, CountText.Of(run.RequestCount, "request", "requests"), (_api.Uptime - _began).TotalSeconds,
            run.Status switch { MirrorRunStatus.Complete => "complete", MirrorRunStatus.Incomplete => "not complete", _ => "failed" });
        _command.WriteInformation(line, Tags);
    }
}
