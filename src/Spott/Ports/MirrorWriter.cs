using System;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>
/// One run into a mirror: items are taken while the network works, and are in the mirror whole or not at all when it ends. Used by one
/// thread. Every method throws <see cref="MirrorException"/>.
/// </summary>
internal abstract class MirrorWriter : IDisposable
{
    /// <summary>What the mirror knew when it was opened.</summary>
    internal abstract MirrorState State { get; }

    /// <summary>
    /// Where the file lies as it was before its tables were brought to this module's version; null when that was not needed.
    /// </summary>
    internal abstract string? OldCopy { get; }

    /// <summary>Makes ready what the first item needs: a run does it while its first page is on its way.</summary>
    internal abstract void Prepare();

    /// <summary>Takes an item of a page. The same id again takes the place of the one before.</summary>
    internal abstract void Add(Opportunity opportunity);

    /// <summary>Compares what was taken with what the mirror holds, and writes the difference and the run.</summary>
    internal abstract MirrorOutcome Commit(MirrorRunEnd end);

    /// <summary>Writes that a run failed, and nothing of what it took.</summary>
    internal abstract MirrorRun Fail(MirrorRunEnd end);

    /// <summary>Releases the lock; what was not committed is gone.</summary>
    public abstract void Dispose();
}
