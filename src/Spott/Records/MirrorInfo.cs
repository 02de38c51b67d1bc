using System;

namespace Spott;

/// <summary>What a mirror holds, from <c>Get-SpottMirror</c>.</summary>
public sealed class MirrorInfo
{
    internal MirrorInfo(string path) => Path = path;

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>The address that it was filled from.</summary>
    public Uri? BaseUri { get; internal set; }

    /// <summary>Opportunities that it holds, with the missing ones and without the deleted ones.</summary>
    public long OpportunityCount { get; internal set; }

    /// <summary>
    /// Those of them that the last full run did not find, and no later run. If the next full run does not find them either, they count as
    /// deleted.
    /// </summary>
    public long MissingCount { get; internal set; }

    /// <summary>Opportunities that were deleted since the mirror began.</summary>
    public long DeletedCount { get; internal set; }

    /// <summary>
    /// When its first complete full run ended, local time; null if there is none. The mirror knows nothing of the time before.
    /// </summary>
    public DateTime? FirstFullAt { get; internal set; }

    /// <summary>When its last complete full run ended, local time; null if there is none.</summary>
    public DateTime? LastFullAt { get; internal set; }

    /// <summary>When its last run ended, local time, also if it failed; null if there is none.</summary>
    public DateTime? LastRunAt { get; internal set; }

    /// <summary>The moment of which the mirror's present speaks: now, or its last run's end where this clock is behind that.</summary>
    /// <param name="now">Of this machine's clock, local time.</param>
    internal DateTime Present(DateTime now) => LastRunAt > now ? LastRunAt.Value : now;

    /// <summary>Bytes of the database file and of its log.</summary>
    public long Size { get; internal set; }

    /// <summary>The version of its tables; a module reads those that are not newer than its own.</summary>
    public int SchemaVersion { get; internal set; }

    /// <summary>All runs, oldest first, also the failed ones.</summary>
    public ValueList<MirrorRun> Runs { get; internal set; } = ValueList<MirrorRun>.None;

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
