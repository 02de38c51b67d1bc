using System;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>
/// One checkpoint on disk, held by a lock from opening to disposal. Beside it lie files named after it: <c>.lock</c>, held open and never
/// deleted; <c>.pending</c>, whole but not yet to be believed; and one of a random name while it is being written. Every method throws
/// <see cref="CheckpointException"/>.
/// </summary>
internal abstract class CheckpointFile : IDisposable
{
    /// <summary>The checkpoint; null when there is none yet.</summary>
    internal abstract Checkpoint? Read();

    /// <summary>What a run left to be saved; null when nothing is.</summary>
    internal abstract Checkpoint? ReadPending();

    /// <summary>Removes what an earlier run left.</summary>
    /// <returns>Whether it was never saved.</returns>
    internal abstract bool DropPending();

    /// <summary>Leaves the next checkpoint to <see cref="Save"/>, perhaps of another process.</summary>
    internal abstract void LeavePending(Checkpoint next);

    /// <summary>Puts what was pending into the checkpoint's place, in one step.</summary>
    /// <returns>Whether owner, mode and access list could be kept as they were.</returns>
    internal abstract bool Save(Checkpoint pending);

    /// <summary>Releases the lock.</summary>
    public abstract void Dispose();
}
