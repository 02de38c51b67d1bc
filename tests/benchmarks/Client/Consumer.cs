using System.Diagnostics;

namespace Spott.Bench;

/// <summary>
/// Something that takes its time over each item: for the PowerShell side of section 2.
/// The cost is a debt that grows with each item and is paid as soon as it is worth a sleep; what a sleep takes too long is
/// credited, so that the sum is exact and a processor stays free.
/// </summary>
public static class Consumer
{
    private static double _debt;
    private static double _costOfItem;

    /// <summary>Sets the cost of an item, in milliseconds.</summary>
    public static void Begin(double millisecondsAnItem) => (_debt, _costOfItem) = (0, millisecondsAnItem);

    /// <summary>Takes an item's time.</summary>
    public static void Spend()
    {
        _debt += _costOfItem;
        if (_debt >= 1.2)
            Pay();
    }

    private static void Pay()
    {
        long begun = Stopwatch.GetTimestamp();
        if (OperatingSystem.IsWindows())
            while (Stopwatch.GetElapsedTime(begun).TotalMilliseconds < _debt)
                Thread.SpinWait(20);
        else
            Thread.Sleep((int)_debt);
        _debt -= Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
