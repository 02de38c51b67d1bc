using Spott.Connections;
using Spott.Engine.Checkpoints;
using Spott.Files;
using Spott.Ports;

namespace Spott.Engine;

/// <summary>Checkpoints, on the engine's side of the wall.</summary>
internal sealed class EngineCheckpoints : CheckpointPort
{
    internal override string Locate(string path) => CheckpointAccess.Guarded(() => LinkTarget.Of(path));

    internal override Checkpoint? Read(string path) => CheckpointAccess.Read(path);

    internal override CheckpointFile Open(string path) => new LockedCheckpoint(path);

    internal override string Fingerprint(ApiKey key) => KeyFingerprint.Of(key);

    internal override bool IsFingerprintOf(ApiKey key, string fingerprint) => KeyFingerprint.Matches(key, fingerprint);
}
