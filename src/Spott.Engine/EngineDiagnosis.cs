using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Diagnostics;
using Spott.Ports;

namespace Spott.Engine;

/// <summary>The doctor, on the engine's side of the wall.</summary>
internal sealed class EngineDiagnosis : DiagnosisPort
{
    internal override Task<ConnectionTestResult> DiagnoseAsync(
        ConnectionTestResult result, ConnectionSettings? settings, RunState run, RunMessages messages,
        CancellationToken cancellationToken) =>
        // Away from the pipeline's thread: asking the system for its proxy can block.
        Task.Run(
            () => Diagnosis.RunAsync(
                result, settings, static one => new SpottClient(one), run, messages, cancellationToken), cancellationToken);
}
