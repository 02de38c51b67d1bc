using Spott.Engine.Checkpoints;

namespace Spott.Engine;

/// <summary>What Spott.dll finds by name after it has loaded this assembly.</summary>
internal sealed class ConnectionFactory : SpottEngine
{
    internal override SpottApi Connect(ConnectionSettings settings) => new SpottClient(settings);

    internal override CheckpointFile OpenCheckpoint(string path) => new LockedCheckpoint(path);
}
