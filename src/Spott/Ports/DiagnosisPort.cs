using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;

namespace Spott.Ports;

/// <summary>The wall, for finding out why the API cannot be reached.</summary>
internal abstract class DiagnosisPort
{
    internal static DiagnosisPort Engine => ModuleLoader.Load<DiagnosisPort>("Spott.Engine", "Spott.Engine.EngineDiagnosis");

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
