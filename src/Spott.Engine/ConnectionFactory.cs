using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Checkpoints;
using Spott.Engine.Diagnostics;

namespace Spott.Engine;

/// <summary>What Spott.dll finds by name after it has loaded this assembly.</summary>
internal sealed class ConnectionFactory : SpottEngine
{
    internal override SpottApi Connect(ConnectionSettings settings) => new SpottClient(settings);

    internal override CheckpointFile OpenCheckpoint(string path) => new LockedCheckpoint(path);

    internal override Task<ConnectionTestResult> DiagnoseAsync(
        ConnectionTestResult result, ConnectionSettings? settings, RunState run, RunMessages messages, CancellationToken cancellationToken) =>
        // Away from the pipeline's thread: asking the system for its proxy can block.
        Task.Run(() => Diagnosis.RunAsync(result, settings, run, messages, cancellationToken), cancellationToken);
}
