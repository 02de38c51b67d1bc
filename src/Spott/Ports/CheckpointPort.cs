using Spott.Errors;

namespace Spott.Ports;

/// <summary>The wall, for checkpoints.</summary>
internal abstract class CheckpointPort
{
    internal static CheckpointPort Engine => ModuleLoader.Load<CheckpointPort>("Spott.Engine", "Spott.Engine.EngineCheckpoints");

    /// <summary>Locks a checkpoint; it need not exist.</summary>
    /// <param name="path">Absolute, of the file system.</param>
    /// <exception cref="CheckpointException">Another run holds it, or its folder does not let it be written.</exception>
    internal abstract CheckpointFile Open(string path);
}
