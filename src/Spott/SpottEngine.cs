using System.Threading;
using System.Threading.Tasks;

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

    /// <summary>Looks at each step of the way to the API and writes down what it finds; fails only when it is cancelled.</summary>
    /// <param name="result">Where to write it; its base address is set.</param>
    /// <param name="settings">The connection to test; null when there is no key to make one with, and so no call.</param>
    /// <param name="run">Counts the call.</param>
    /// <param name="messages">Where to say what happens.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>The result that was given.</returns>
    internal abstract Task<ConnectionTestResult> DiagnoseAsync(
        ConnectionTestResult result, ConnectionSettings? settings, RunState run, RunMessages messages, CancellationToken cancellationToken);
}
