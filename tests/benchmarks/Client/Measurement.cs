using System.Diagnostics;
using System.Text.Json;

namespace Spott.Bench;

/// <summary>What one run cost, as the line of JSON that every peer prints.</summary>
internal static class Measurement
{
    public static async Task RunAsync(IPageReader reader, Uri address, Stopwatch clock, long allocatedBefore, TimeSpan cpuBefore)
    {
        (int items, long bytes, double last) = (0, 0L, 0.0);
        List<double> pages = new(4_096);
        await reader.ReadAsync(address, (pageItems, pageBytes) =>
        {
            items += pageItems;
            bytes += pageBytes;
            double now = Math.Round(clock.Elapsed.TotalMilliseconds, 3);
            pages.Add(Math.Round(now - last, 3));
            last = now;
        });
        double wall = clock.Elapsed.TotalMilliseconds;
        double cpu = (Environment.CpuUsage.TotalTime - cpuBefore).TotalMilliseconds;
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            items,
            bytes,
            wall,
            cpu,
            allocated,
            peak = PeakMemory(),
            first = pages[0],
            pages = pages.Count <= 400 ? pages : null,
        }));
    }

    /// <summary>The most memory the process ever held, in bytes (Linux: VmHWM).</summary>
    private static long PeakMemory()
    {
        const string File = "/proc/self/status";
        if (System.IO.File.Exists(File))
        {
            string line = System.IO.File.ReadLines(File).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1_024;
        }

        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
