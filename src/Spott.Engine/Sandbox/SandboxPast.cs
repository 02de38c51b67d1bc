using System;

namespace Spott.Engine.Sandbox;

/// <summary>What an opportunity was like on day 0, or when it came; and when the former were modified and created.</summary>
internal static class SandboxPast
{
    private const int Day = 24 * 60 * 60;

    /// <summary>
    /// A third is always newer than seven days, at any hour of day 0, the first two among them; the rest is eight days to two years old.
    /// </summary>
    public static DateTime ModifiedAt(int index, DateTime origin) => index % 3 == 0 || index == 1
        ? origin.AddSeconds(-60 - SandboxDice.Roll(index, Die.Modified, 6 * Day - 3600))
        : origin.AddSeconds(-8 * Day - SandboxDice.Roll(index, Die.Modified, 722 * Day));

    public static DateTime CreatedAt(int index, DateTime origin) =>
        ModifiedAt(index, origin).AddSeconds(-3600 - SandboxDice.Roll(index, Die.Created, 300 * Day)).AddMilliseconds(
            SandboxDice.Roll(index, Die.Millisecond, 1000));

    /// <returns>An index into <see cref="SandboxNames.Companies"/>; -1 for an opportunity without a company.</returns>
    public static int CompanyOf(int index) =>
        SandboxGaps.Company(index) == Gap.None ? SandboxDice.RollLow(index, Die.Company, SandboxNames.Companies.Length) : -1;

    /// <returns>An index into <see cref="SandboxNames.Stages"/>.</returns>
    public static int StageOf(int index)
    {
        int ticket = SandboxDice.Roll(index, Die.Stage, 100);
        int stage = 0;
        while ((ticket -= SandboxNames.Stages[stage].Percent) >= 0)
            stage++;
        return stage;
    }

    /// <summary>Within 90 days of day 0; in the past for a closed opportunity, and for a few open ones that slipped.</summary>
    public static int CloseDayOf(int index, bool isOpen) => isOpen
        ? Math.Min(SandboxDice.Roll(index, Die.CloseDate, 101) - 10, 89)
        : -1 - SandboxDice.Roll(index, Die.CloseDate, 89);

    /// <summary>0 to 3.</summary>
    public static int ContactCountOf(int index) => SandboxDice.Roll(index, Die.ContactCount, 20) switch
    {
        < 4 => 0,
        < 11 => 1,
        < 17 => 2,
        _ => 3,
    };
}
