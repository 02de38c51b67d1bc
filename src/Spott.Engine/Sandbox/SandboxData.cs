using System;
using System.Threading;

namespace Spott.Engine.Sandbox;

/// <summary>
/// What there is on a day, worked out anew each time from the sandbox's size and day alone. What happened on day n lies between the clock
/// of day n - 1 and that of day n. All moments are UTC.
/// </summary>
internal sealed class SandboxData
{
    /// <summary>One new opportunity a day for so many that there were on day 0.</summary>
    private const int SizePerBirth = 200;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="size">How many opportunities there are on day 0.</param>
    /// <param name="day">Which day it is, 0 for the first.</param>
    /// <param name="now">The sandbox's clock, on that day.</param>
    public SandboxData(int size, int day, DateTimeOffset now)
    {
        Size = size;
        Today = day;
        Now = now.UtcDateTime;
        // A day's begin, not the moment: a later connection shows the same opportunity with the same dates.
        Origin = now.UtcDateTime.Date.AddDays(-day);
        End = size + (int)(((long)day * size + SizePerBirth - 1) / SizePerBirth);
        Directory = new SandboxDirectory(day);
    }

    /// <summary>How many opportunities there were on day 0.</summary>
    public int Size { get; }

    public int Today { get; }

    /// <summary>The sandbox's clock when it began.</summary>
    public DateTime Now { get; }

    /// <summary>The begin of day 0.</summary>
    public DateTime Origin { get; }

    /// <summary>The first index that nothing ever had.</summary>
    public int End { get; }

    /// <summary>Who and what is called how today.</summary>
    public SandboxDirectory Directory { get; }

    /// <returns>The day on which an opportunity came into being, 0 for those that were there from the start.</returns>
    public int BirthOf(int index) => index < Size ? 0 : (int)((long)(index - Size) * SizePerBirth / Size) + 1;

    /// <returns>Null for one that was deleted, and for one that never was.</returns>
    public SandboxOpportunity? At(int index)
    {
        if (index < 0 || index >= End)
            return null;
        SandboxOpportunity opportunity = new(index, BirthOf(index));
        return SandboxLife.Live(opportunity, Today) ? opportunity : null;
    }

    /// <returns>The first from an index on that the filter admits; null if there is none.</returns>
    public SandboxOpportunity? Find(SandboxFilter filter, int from, CancellationToken stop)
    {
        for (int index = from; index < End; index++)
        {
            if ((index & 0xFFF) == 0xFFF)
                stop.ThrowIfCancellationRequested();
            if (filter.AdmitsCompany(index) && At(index) is { } opportunity && filter.AdmitsMoment(this, opportunity))
                return opportunity;
        }
        return null;
    }

    /// <summary>When anything of it changed last: of its own, or of what it names.</summary>
    public DateTime ModifiedAt(SandboxOpportunity opportunity)
    {
        int day = Math.Max(opportunity.LastChange, Directory.LastChangeIn(opportunity));
        return day == 0 ? SandboxPast.ModifiedAt(opportunity.Index, Origin) : MomentOf(day, opportunity.Index);
    }

    public DateTime CreatedAt(SandboxOpportunity opportunity) => opportunity.Birth == 0
        ? SandboxPast.CreatedAt(opportunity.Index, Origin)
        : BeforeDay(opportunity.Birth, opportunity.Index);

    /// <summary>Noon, so that it is the same day on nearly every wall clock.</summary>
    public DateTime NoonOf(int day) => Origin.AddDays(day).AddHours(12);

    /// <summary>On the quarter of an hour, in working hours.</summary>
    public DateTime TaskDueAt(SandboxOpportunity one) => Origin.AddDays(one.TaskDay).AddHours(8).AddMinutes(
        15 * SandboxDice.Roll(one.Index, Die.TaskTime, 40, one.TaskNumber));

    /// <summary>When somebody left who has left.</summary>
    public DateTime LeftAt(int owner)
    {
        int day = SandboxDirectory.DayOfLeaving(owner);
        return day < 0 ? Origin.AddDays(day) : BeforeDay(day, owner);
    }

    /// <summary>
    /// A moment of a day that every connection shows alike, in the last hour before it. That is nearly always after the clock of the day
    /// before, whatever the hour at which somebody connected then.
    /// </summary>
    private DateTime BeforeDay(int day, int index) => Origin.AddDays(day).AddMilliseconds(
        -1 - SandboxDice.Roll(index, Die.Millisecond, 60 * 60 * 1000));

    /// <summary>
    /// A moment of a day that nothing shows. It goes by the clock of this connection, so that it is surely after that of the day before,
    /// and before that of its own day.
    /// </summary>
    private DateTime MomentOf(int day, int index) => Now - TimeSpan.FromTicks((Today - day) * Day.Ticks)
        - TimeSpan.FromSeconds(60 + SandboxDice.Roll(index, Die.Modified, 23 * 60 * 60));
}
