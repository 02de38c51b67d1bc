using System;
using System.Threading;

namespace Spott.Engine.Sandbox;

/// <summary>
/// What is true of the opportunity at an index, worked out anew each time from the index and the sandbox's start.
/// All moments are UTC.
/// </summary>
internal sealed class SandboxData
{
    private const int Day = 24 * 60 * 60;

    public SandboxData(int size, DateTimeOffset now)
    {
        Size = size;
        Now = new DateTime(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }

    public int Size { get; }

    /// <summary>When the sandbox began, in whole seconds.</summary>
    public DateTime Now { get; }

    /// <returns>The first index from <paramref name="from"/> on that the filter admits, <see cref="Size"/> if there is none.</returns>
    public int Find(SandboxFilter filter, int from, CancellationToken stop)
    {
        int index = from;
        while (index < Size && !filter.Admits(this, index))
        {
            if ((++index & 0xFFF) == 0)
                stop.ThrowIfCancellationRequested();
        }
        return index;
    }

    /// <summary>
    /// A third is always newer than six days (not seven: a session may last a while), the first two among them; the rest
    /// is eight days to two years old.
    /// </summary>
    public DateTime ModifiedAt(int index) => index % 3 == 0 || index == 1
        ? Now.AddSeconds(-60 - SandboxDice.Roll(index, Die.Modified, 6 * Day - 60))
        : Now.AddSeconds(-8 * Day - SandboxDice.Roll(index, Die.Modified, 722 * Day));

    public DateTime CreatedAt(int index) =>
        ModifiedAt(index).AddSeconds(-3600 - SandboxDice.Roll(index, Die.Created, 300 * Day)).AddMilliseconds(
            SandboxDice.Roll(index, Die.Millisecond, 1000));

    /// <returns>An index into <see cref="SandboxNames.Companies"/>; -1 for an opportunity without a company.</returns>
    public static int CompanyOf(int index) =>
        SandboxGaps.Company(index) == Gap.None ? SandboxDice.RollLow(index, Die.Company, SandboxNames.Companies.Length) : -1;

    public static SandboxStage StageOf(int index)
    {
        int ticket = SandboxDice.Roll(index, Die.Stage, 100);
        int stage = 0;
        while ((ticket -= SandboxNames.Stages[stage].Percent) >= 0)
            stage++;
        return SandboxNames.Stages[stage];
    }

    /// <summary>Within 90 days of <see cref="Now"/>; in the past for a closed opportunity, and for a few open ones that slipped.</summary>
    public DateTime CloseDateOf(int index)
    {
        int days = StageOf(index).IsOpen
            ? SandboxDice.Roll(index, Die.CloseDate, 101) - 10
            : -1 - SandboxDice.Roll(index, Die.CloseDate, 89);
        // Noon, so that it is the same day on nearly every wall clock.
        return Now.Date.AddDays(Math.Min(days, 89)).AddHours(12);
    }

    public static bool HasNextTask(int index) => StageOf(index).IsOpen && SandboxDice.Roll(index, Die.HasTask, 2) == 0;

    /// <summary>From three days overdue to three weeks ahead, on the quarter of an hour.</summary>
    public DateTime NextTaskDueAt(int index) =>
        Now.Date.AddDays(SandboxDice.Roll(index, Die.TaskDay, 25) - 3).AddHours(8).AddMinutes(
            15 * SandboxDice.Roll(index, Die.TaskTime, 40));

    /// <summary>0 to 3.</summary>
    public static int ContactCountOf(int index) => SandboxDice.Roll(index, Die.ContactCount, 20) switch
    {
        < 4 => 0,
        < 11 => 1,
        < 17 => 2,
        _ => 3,
    };
}
