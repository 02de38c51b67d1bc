using System.Diagnostics;

namespace Spott.Bench.Server;

/// <summary>Waits until a moment: asleep as long as the system's timer is sure not to overshoot, then spinning.</summary>
internal static class Latency
{
    private static readonly TimeSpan Guard = TimeSpan.FromMilliseconds(OperatingSystem.IsWindows() ? 16 : 0.3);

    public static void WaitUntil(long begun, int milliseconds)
    {
        if (milliseconds == 0)
            return;
        TimeSpan wait = TimeSpan.FromMilliseconds(milliseconds);
        // Thread.Sleep counts whole milliseconds; what is left below one is spun away.
        while (wait - Stopwatch.GetElapsedTime(begun) - Guard is { TotalMilliseconds: >= 1 } rest)
            Thread.Sleep((int)rest.TotalMilliseconds);
        while (Stopwatch.GetElapsedTime(begun) < wait)
            Thread.SpinWait(20);
    }
}
