using System;
using System.Collections.Generic;

namespace Spott.Ports;

/// <summary>What a checkpoint says: of which data everything was delivered, and up to which moment.</summary>
internal sealed class Checkpoint
{
    /// <summary>The connection's base address, as it is sent to.</summary>
    internal string BaseAddress { get; set; } = string.Empty;

    /// <summary>Sorted by ordinal, each once; empty for every company.</summary>
    internal IReadOnlyList<string> CompanyIds { get; set; } = Array.Empty<string>();

    /// <summary>Tells one key from another without holding it; see <see cref="CheckpointPort.Fingerprint"/>.</summary>
    internal string KeyFingerprint { get; set; } = string.Empty;

    /// <summary>
    /// The server's clock, UTC, at the run's first response or at its first page, whichever is older: what changed before it was delivered.
    /// </summary>
    internal DateTimeOffset Watermark { get; set; }

    /// <summary>The connection's clock when the run ended, UTC.</summary>
    internal DateTimeOffset CompletedAt { get; set; }

    /// <summary>How many items that run delivered.</summary>
    internal long ItemCount { get; set; }

    /// <summary>Names the run that wrote it, so that a pending checkpoint is not saved for the work of another run.</summary>
    internal string RunId { get; set; } = string.Empty;
}
