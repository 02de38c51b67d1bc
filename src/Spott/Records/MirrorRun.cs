using System;

namespace Spott;

/// <summary>What a run of <c>Sync-SpottMirror</c> asks the API for.</summary>
public enum MirrorRunKind
{
    /// <summary>Every opportunity. Only such a run can see that one is gone.</summary>
    Full,

    /// <summary>What was modified since the run before.</summary>
    Delta,
}

/// <summary>How a run of <c>Sync-SpottMirror</c> ended.</summary>
public enum MirrorRunStatus
{
    /// <summary>The last page came, and every item of every page was sound.</summary>
    Complete,

    /// <summary>The last page came, but an item was malformed. The others were written.</summary>
    Incomplete,

    /// <summary>The last page did not come. Nothing of the run was written.</summary>
    Failed,
}

/// <summary>One run of <c>Sync-SpottMirror</c>. All its counts but the last are of opportunities.</summary>
public sealed class MirrorRun
{
    internal MirrorRun()
    {
    }

    /// <summary>The run's number in its mirror, from 1; failed runs have one too.</summary>
    public long Number { get; internal set; }

    /// <summary>What it asked for.</summary>
    public MirrorRunKind Kind { get; internal set; }

    /// <summary>How it ended.</summary>
    public MirrorRunStatus Status { get; internal set; }

    /// <summary>When it began, local time; never before the end of the run before it.</summary>
    public DateTime StartedAt { get; internal set; }

    /// <summary>When it ended, local time; never before its begin.</summary>
    public DateTime CompletedAt { get; internal set; }

    /// <summary>
    /// Opportunities that it read, each id once; <see cref="NewCount"/>, <see cref="ChangedCount"/>, <see cref="UnchangedCount"/> and <see
    /// cref="RestoredCount"/> add up to it.
    /// </summary>
    public long ItemCount { get; internal set; }

    /// <summary>Those that the mirror had never had.</summary>
    public long NewCount { get; internal set; }

    /// <summary>Those with a property that had changed.</summary>
    public long ChangedCount { get; internal set; }

    /// <summary>Those that were as the mirror knew them.</summary>
    public long UnchangedCount { get; internal set; }

    /// <summary>Those that were missing for the first time. The next full run finds them, or they count as deleted.</summary>
    public long MissingCount { get; internal set; }

    /// <summary>Those that were also missing in the full run before, and so count as deleted.</summary>
    public long DeletedCount { get; internal set; }

    /// <summary>Those that counted as deleted and came again.</summary>
    public long RestoredCount { get; internal set; }

    /// <summary>Requests sent, retries included.</summary>
    public long RequestCount { get; internal set; }

    /// <summary>Kind, number and status.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} run {Number}: {Status}");
}
