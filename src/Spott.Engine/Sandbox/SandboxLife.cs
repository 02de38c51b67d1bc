using System;

namespace Spott.Engine.Sandbox;

/// <summary>
/// What happens to an opportunity from day to day, the same for everybody. An open one moves on mostly, sometimes back; most end won or
/// lost. Once won it rests, once lost it may be taken up again, or be deleted.
/// </summary>
internal static class SandboxLife
{
    /// <summary>Moves an opportunity from the day on which it came to today.</summary>
    /// <returns>False when it is deleted by then.</returns>
    public static bool Live(SandboxOpportunity one, int today)
    {
        int day = one.Birth;
        for (int nth = 1; ; nth++)
        {
            if (one.IsOpen)
                day += 1 + Roll(one, Die.Wait, day == 0 ? 20 : 36, nth) + Rest(one, nth);
            else if (IsOver(one, nth))
                return true;
            else
                day += 30 + Roll(one, Die.Wait, 90, nth);
            if (day > today)
                return true;
            if (IsDeleted(one, nth))
                return false;
            if (one.IsOpen)
                Work(one, day, nth);
            else
                TakeUpAgain(one, day, nth);
            one.LastChange = day;
        }
    }

    /// <summary>One in four times a deal is forgotten for weeks.</summary>
    private static int Rest(SandboxOpportunity one, int nth) =>
        nth > 1 && Roll(one, Die.Rests, 4, nth) == 0 ? 45 + Roll(one, Die.Rest, 60, nth) : 0;

    /// <summary>Nothing ever happens to one that was won, and to most that were lost.</summary>
    private static bool IsOver(SandboxOpportunity one, int nth) =>
        one.Stage == SandboxNames.Won || Roll(one, Die.IsOver, 3, nth) > 0;

    private static bool IsDeleted(SandboxOpportunity one, int nth) =>
        Roll(one, Die.IsDeleted, 100, nth) >= (one.IsOpen ? 97 : 25);

    private static void TakeUpAgain(SandboxOpportunity one, int day, int nth)
    {
        one.Stage = 1;
        one.CloseDay = day + 30 + Roll(one, Die.CloseDate, 60, nth);
        GiveTask(one, day, nth);
    }

    private static void Work(SandboxOpportunity one, int day, int nth)
    {
        int ticket = Roll(one, Die.Kind, 100, nth);
        if (ticket < 46)
            MoveTo(one, one.Stage + 1 < SandboxNames.Won ? one.Stage + 1 : Outcome(one, nth), day, nth);
        else if (ticket < 56)
            MoveTo(one, SandboxNames.Lost, day, nth);
        else if (ticket < 61 && one.Stage > 0)
            MoveTo(one, one.Stage - 1, day, nth);
        else if (ticket < 75)
            PutOff(one, day, nth);
        else if (ticket < 79)
            HandOver(one, day, nth);
        else if (ticket < 83)
            one.Deal = Other(one.Deal, SandboxTexts.DealCount, one, Die.Deal, nth);
        else if (ticket < 86)
            Describe(one, nth);
        else if (ticket < 89 && one.Company >= 0)
            MeetSomebody(one);
        else
            GoOnWithTask(one, day, nth);
    }

    private static int Outcome(SandboxOpportunity one, int nth) =>
        Roll(one, Die.Outcome, 10, nth) < 7 ? SandboxNames.Won : SandboxNames.Lost;

    private static void MoveTo(SandboxOpportunity one, int stage, int day, int nth)
    {
        one.Stage = stage;
        if (one.IsOpen)
        {
            if (one.CloseDay < day)
                PutOff(one, day, nth);
            GoOnWithTask(one, day, nth);
            return;
        }

        // Yesterday: by the clock of its day it is not in the future, whatever the hour.
        one.CloseDay = day - 1;
        one.HasCloseDay = true;
        one.CloseDateGap = Gap.None;
        one.HasTask = false;
    }

    private static void PutOff(SandboxOpportunity one, int day, int nth)
    {
        one.CloseDay = Math.Max(one.CloseDay, day) + 7 + Roll(one, Die.CloseDate, 28, nth);
        one.HasCloseDay = true;
        one.CloseDateGap = Gap.None;
    }

    private static void HandOver(SandboxOpportunity one, int day, int nth)
    {
        int owner = Other(one.Owner, SandboxNames.Owners.Length, one, Die.Owner, nth);
        while (owner == one.Owner || SandboxDirectory.HasLeft(owner, day))
            owner = (owner + 1) % SandboxNames.Owners.Length;
        one.Owner = owner;
        one.OwnerGap = Gap.None;
    }

    private static void Describe(SandboxOpportunity one, int nth)
    {
        one.Description = Other(one.Description, SandboxTexts.DescriptionCount, one, Die.Description, nth);
        one.DescriptionGap = Gap.None;
    }

    private static void MeetSomebody(SandboxOpportunity one)
    {
        one.ContactCount = one.ContactCount % SandboxPerson.PerCompany + 1;
        one.TeamGap = Gap.None;
    }

    private static void GoOnWithTask(SandboxOpportunity one, int day, int nth)
    {
        if (one.HasTask && Roll(one, Die.HasTask, 3, nth) == 0)
            one.HasTask = false;
        else
            GiveTask(one, day, nth);
    }

    private static void GiveTask(SandboxOpportunity one, int day, int nth)
    {
        one.HasTask = true;
        one.TaskNumber = nth;
        one.Task = Other(one.Task, SandboxTexts.TaskCount, one, Die.TaskText, nth);
        one.TaskDay = day + 1 + Roll(one, Die.TaskDay, 21, nth);
    }

    private static int Roll(SandboxOpportunity one, Die die, int sides, int nth) => SandboxDice.Roll(one.Index, die, sides, nth);

    /// <returns>Any of so many but the one that it was, so that it shows.</returns>
    private static int Other(int before, int count, SandboxOpportunity one, Die die, int nth) =>
        (before + 1 + Roll(one, die, count - 1, nth)) % count;
}
