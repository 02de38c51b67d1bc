using System;

namespace Spott;

/// <summary>
/// The wall: what Spott.dll asks of Spott.Engine.dll. Only types of .NET and of this assembly cross it, so that no package's type is ever
/// seen by PowerShell. The engine implements it; <see cref="EngineLoader"/> finds it.
/// </summary>
internal abstract class SpottEngine
{
    /// <summary>Builds the HTTP stack of one connection.</summary>
    /// <exception cref="SpottApiException">The transport is not safe.</exception>
    internal abstract SpottApi Connect(ConnectionSettings settings);

    /// <summary>Locks a checkpoint; it need not exist.</summary>
    /// <param name="path">Absolute, of the file system.</param>
    /// <exception cref="CheckpointException">Another run holds it, or its folder does not let it be written.</exception>
    internal abstract CheckpointFile OpenCheckpoint(string path);
}
