using System.Threading;
using System.Threading.Tasks;

namespace Spott.Ports;

/// <summary>For tasks that are given up: they end some time later, and nobody asks how.</summary>
internal static class FaultObserver
{
    /// <summary>Counts the task's exception as seen, whenever it comes.</summary>
    internal static void ObserveFault(this Task task) => _ = task.ContinueWith(
        static ended => _ = ended.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
