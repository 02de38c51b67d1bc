using System;

namespace Spott.Ports;

/// <summary>What the next run has to know of a mirror.</summary>
internal sealed class MirrorState
{
    /// <summary>The address that it belongs to; null for a new one.</summary>
    internal string? BaseAddress { get; set; }

    /// <summary>Tells whether a key is the one that it belongs to; null for a new one.</summary>
    internal string? KeyFingerprint { get; set; }

    /// <summary>The server's clock at the first answer of the last complete run, UTC; null while there is none.</summary>
    internal DateTimeOffset? Watermark { get; set; }

    /// <summary>When the last complete full run began, UTC; null while there is none.</summary>
    internal DateTimeOffset? LastFullAt { get; set; }

    /// <summary>Whether an opportunity was absent from the last full run: the next one decides.</summary>
    internal bool HasMissing { get; set; }
}
