using Spott.Engine.Checkpoints;
using Spott.Ports;

namespace Spott.Engine;

/// <summary>Checkpoints, on the engine's side of the wall.</summary>
internal sealed class EngineCheckpoints : CheckpointPort
{
    internal override CheckpointFile Open(string path) => new LockedCheckpoint(path);
}
