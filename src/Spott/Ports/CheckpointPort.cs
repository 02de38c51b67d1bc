using Spott.Connections;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>The wall, for checkpoints. Every method throws <see cref="CheckpointException"/>.</summary>
internal abstract class CheckpointPort
{
    internal static CheckpointPort Engine => ModuleLoader.Load<CheckpointPort>("Spott.Engine", "Spott.Engine.EngineCheckpoints");

    /// <summary>The file that a path leads to: links are followed, so that they stay what they are, and one file has one lock.</summary>
    /// <param name="path">Absolute, of the file system; the file need not exist.</param>
    internal abstract string Locate(string path);

    /// <summary>Reads a checkpoint without holding it; null when there is none yet.</summary>
    /// <param name="path">As <see cref="Locate"/> gives it.</param>
    internal abstract Checkpoint? Read(string path);

    /// <summary>Locks a checkpoint; it need not exist.</summary>
    /// <param name="path">As <see cref="Locate"/> gives it.</param>
    internal abstract CheckpointFile Open(string path);

    /// <summary>A salted hash of the key, another one at each call: it tells whether a key is the same, and nothing about it.</summary>
    internal abstract string Fingerprint(ApiKey key);

    /// <summary>Whether a fingerprint was made of this key.</summary>
    internal abstract bool IsFingerprintOf(ApiKey key, string fingerprint);
}
