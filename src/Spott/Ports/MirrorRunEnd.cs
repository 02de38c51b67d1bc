using System;

namespace Spott.Ports;

/// <summary>What a run says of itself when it ends.</summary>
internal sealed class MirrorRunEnd
{
    internal MirrorRunKind Kind { get; set; }

    internal MirrorRunStatus Status { get; set; }

    /// <summary>UTC, by the connection's clock.</summary>
    internal DateTimeOffset StartedAt { get; set; }

    /// <summary>UTC, by the connection's clock.</summary>
    internal DateTimeOffset CompletedAt { get; set; }

    /// <summary>What was modified before it was read, UTC; null when the run does not say so.</summary>
    internal DateTimeOffset? Watermark { get; set; }

    internal long RequestCount { get; set; }

    /// <summary>Whether a full run counts however much it lacks.</summary>
    internal bool AllowMassDeletion { get; set; }

    /// <summary>The address that was asked.</summary>
    internal string BaseAddress { get; set; } = string.Empty;

    /// <summary>A fingerprint of the key that was used; see <see cref="MirrorState.KeyFingerprint"/>.</summary>
    internal string KeyFingerprint { get; set; } = string.Empty;
}

/// <summary>What became of a run.</summary>
internal sealed class MirrorOutcome
{
    internal MirrorOutcome(MirrorRun run) => Run = run;

    internal MirrorRun Run { get; }

    /// <summary>Opportunities that the mirror held when the run began, without the deleted ones.</summary>
    internal long Held { get; set; }

    /// <summary>Those of them that a full run did not list.</summary>
    internal long Absent { get; set; }

    /// <summary>Whether a full run lacked so much that its silence says nothing.</summary>
    internal bool IsNoEvidence { get; set; }
}
