using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// One run from checkpoint to checkpoint: from where it asks, up to where it has delivered, and whether that may be believed.
/// </summary>
internal sealed class CheckpointedRun
{
    private readonly PSCmdlet _command;
    private readonly string _path;
    private readonly string _runId = Guid.NewGuid().ToString("N");
    private readonly bool _isDryRun;
    private string _located = string.Empty;
    private CheckpointFile? _file;
    private Checkpoint? _previous;
    private SpottConnection? _connection;
    private OpportunityRun? _run;
    private string[] _companyIds = Array.Empty<string>();
    private DateTimeOffset _begunAt;
    private DateTimeOffset? _watermark;

    internal CheckpointedRun(PSCmdlet command, string path)
    {
        _command = command;
        _path = FilePath.Resolve(command, path, CheckpointErrors.Nowhere);
        _isDryRun = LanguagePrimitives.IsTrue(command.GetVariableValue("WhatIfPreference"));
    }

    /// <summary>How much further back than the watermark the run asks.</summary>
    internal TimeSpan Overlap { get; set; }

    internal bool AcceptsNewKey { get; set; }

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    internal bool HasPrevious => _previous is not null;

    /// <summary>What the run asks for; null for everything.</summary>
    internal DateTimeOffset? Since { get; private set; }

    /// <summary>
    /// Locks and reads the checkpoint. To be called before anything else of the run can fail: from here on no pending checkpoint of an
    /// earlier run is left.
    /// </summary>
    internal void Open() => Guarded(() =>
    {
        _located = CheckpointPort.Engine.Locate(_path);
        if (_isDryRun)
        {
            // It makes no file and takes no lock, and leaves to be saved what a true run left.
            _previous = CheckpointPort.Engine.Read(_located);
            return;
        }

        LastCheckpointRuns.Set(_command.SessionState, _located, _runId);
        _file = CheckpointPort.Engine.Open(_located);
        if (_file.DropPending())
            _command.WriteWarning(CheckpointWarnings.DroppedPending(_path));
        _previous = _file.Read();
    });

    /// <summary>Sees that the checkpoint is of this run's data, and decides from where to ask.</summary>
    /// <param name="connection">The account.</param>
    /// <param name="run">The run, which has sent nothing yet.</param>
    /// <param name="companyIds">The filter, whole; empty for every company.</param>
    /// <param name="modifiedSince">What the person asked for, which counts for the first run.</param>
    internal void Start(SpottConnection connection, OpportunityRun run, IEnumerable<string> companyIds, DateTimeOffset? modifiedSince)
    {
        _connection = connection;
        _run = run;
        _companyIds = companyIds.OrderBy(id => id, StringComparer.Ordinal).ToArray();
        _begunAt = run.UtcNow;
        if (_previous is null)
        {
            Since = modifiedSince;
            _command.WriteVerbose($"There is no checkpoint '{_path}' yet: this is its first run.");
            return;
        }

        Check(_previous);
        Since = _previous.Watermark.Less(Overlap);
        _command.WriteVerbose(
            $"Continuing from the checkpoint '{_path}': what changed since {MomentText.Of(_previous.Watermark)} minus {Overlap}."
            + (modifiedSince is null ? null : " -ModifiedSince counts only while there is no checkpoint."));
    }

    /// <summary>Takes the clock that the run goes by: the run's first answer is here, and none of its items is written.</summary>
    /// <returns>Whether the run has to ask anew, from <see cref="Since"/>, because the checkpoint's watermark cannot be right.</returns>
    internal bool MustAskAnew()
    {
        if (_watermark is not null)
            return false;

        DateTimeOffset clock = Clock();
        _watermark = clock;
        if (_previous is null || _previous.Watermark <= clock)
            return false;
        _command.WriteWarning(CheckpointWarnings.FromTheFuture(_path, _previous.Watermark, clock));
        Since = clock.Less(Overlap);
        return true;
    }

    /// <summary>Says that the run asks for nothing, and so that nothing can be known to be delivered.</summary>
    internal void StayBehind() =>
        _command.WriteWarning(CheckpointWarnings.NothingAskedFor(_path));

    /// <summary>Leaves the next checkpoint to be saved, after the last item was written.</summary>
    internal void Complete()
    {
        if (_isDryRun)
            return;
        if (_run!.State.SawMalformedItem)
        {
            _command.WriteWarning(CheckpointWarnings.MalformedItem(_path));
            return;
        }

        Guarded(() =>
        {
            _file!.LeavePending(new Checkpoint
            {
                BaseAddress = _connection!.BaseUri.AbsoluteUri,
                CompanyIds = _companyIds,
                KeyFingerprint = CheckpointPort.Engine.Fingerprint(_connection.Settings.ApiKey),
                Watermark = _watermark!.Value,
                CompletedAt = _run.UtcNow,
                ItemCount = _run.State.ItemsWritten,
                RunId = _runId,
            });
            // Another run of this session may have been turned away meanwhile.
            LastCheckpointRuns.Set(_command.SessionState, _located, _runId);
        });
    }

    /// <summary>Ends the run, after the commands behind it have ended: how they ended nobody knows here.</summary>
    /// <param name="wasStopped">Whether the pipeline was stopped, perhaps when all was written already: then there is nothing to
    /// save.</param>
    internal void End(bool wasStopped)
    {
        if (_file is null)
            return;
        using (_file)
        {
            try
            {
                if (wasStopped)
                    _file.DropPending();
            }
            catch (CheckpointException failed)
            {
                // A cmdlet that is disposed of has no streams any more; the host still shows it.
                _command.Host?.UI?.WriteWarningLine(CheckpointErrors.Of(_path, failed).Explanation.Sentence);
            }
        }
    }

    private void Check(Checkpoint previous)
    {
        if (!string.Equals(previous.BaseAddress, _connection!.BaseUri.AbsoluteUri, StringComparison.Ordinal))
            _command.Fail(CheckpointErrors.OfOtherAddress(_path, previous.BaseAddress, _connection.BaseUri));
        if (!previous.CompanyIds.SequenceEqual(_companyIds, StringComparer.Ordinal))
            _command.Fail(CheckpointErrors.OfOtherCompanies(_path, previous.CompanyIds, _companyIds));
        if (!AcceptsNewKey && !CheckpointPort.Engine.IsFingerprintOf(_connection.Settings.ApiKey, previous.KeyFingerprint))
            _command.Fail(CheckpointErrors.OfOtherKey(_path));
    }

    private DateTimeOffset Clock()
    {
        if (RunClock.Of(_run!.State, _begunAt) is { } clock)
            return clock;
        _command.WriteWarning(CheckpointWarnings.NoServerClock(_begunAt, Overlap));
        return _begunAt;
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (CheckpointException failed)
        {
            _command.Fail(CheckpointErrors.Of(_path, failed));
        }
    }
}
