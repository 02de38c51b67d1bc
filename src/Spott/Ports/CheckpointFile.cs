using System;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>
/// One checkpoint on disk, held by a lock from opening to disposal. Beside it lie files named after it: <c>.lock</c>, held open and never
/// deleted; <c>.tmp</c>, what is being written; <c>.pending</c>, whole but not yet to be believed. Every method throws
/// <see cref="CheckpointException"/>.
/// </summary>
internal abstract class CheckpointFile : IDisposable
{
    /// <summary>The checkpoint; null when there is none yet.</summary>
    internal abstract Checkpoint? Read();

    /// <summary>What a deferred run left to be saved; null when nothing is.</summary>
    internal abstract Checkpoint? ReadPending();

    /// <summary>Removes what an earlier run left unsaved.</summary>
    /// <returns>Whether there was a pending checkpoint.</returns>
    internal abstract bool DropPending();

    /// <summary>Writes the next checkpoint beside the present one, down to the disk.</summary>
    internal abstract void Prepare(Checkpoint next);

    /// <summary>Leaves what was prepared to <see cref="CommitPending"/>, perhaps of another process.</summary>
    internal abstract void MakePending();

    /// <summary>Puts what was prepared into the checkpoint's place, in one step.</summary>
    internal abstract void Commit();

    /// <summary>Puts the pending checkpoint into the checkpoint's place, in one step.</summary>
    internal abstract void CommitPending();

    /// <summary>A salted hash of the key, another one at each call: it tells whether a key is the same, and nothing about it.</summary>
    internal abstract string Fingerprint(ApiKey key);

    /// <summary>Whether a fingerprint was made of this key.</summary>
    internal abstract bool IsFingerprintOf(ApiKey key, string fingerprint);

    /// <summary>Releases the lock; what was prepared and not committed is removed.</summary>
    public abstract void Dispose();
}
