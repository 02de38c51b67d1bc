namespace Spott.Engine.Sandbox;

/// <summary>
/// What is true of one opportunity. It starts as it was on day 0, or when it came; <see cref="SandboxLife"/> moves it on.
/// </summary>
internal sealed class SandboxOpportunity
{
    public SandboxOpportunity(int index, int birth)
    {
        Index = index;
        Birth = LastChange = birth;
        Company = SandboxPast.CompanyOf(index);
        // What comes later begins at the beginning.
        Stage = birth == 0 ? SandboxPast.StageOf(index) : 0;
        CloseDay = birth + SandboxPast.CloseDayOf(index, IsOpen);
        if (birth > 0 && CloseDay < birth + 14)
            CloseDay += 28;
        Owner = SandboxDice.Roll(index, Die.Owner, SandboxNames.Owners.Length);
        // On day 0, opportunities are still those of somebody who left; nobody gets a new one from beyond.
        while (birth > 0 && SandboxDirectory.HasLeft(Owner, birth))
            Owner = (Owner + 1) % SandboxNames.Owners.Length;
        Deal = SandboxTexts.DealOf(index);
        Description = SandboxTexts.DescriptionOf(index);
        DescriptionGap = SandboxGaps.Description(index);
        OwnerGap = SandboxGaps.Owner(index);
        CloseDateGap = SandboxGaps.CloseDate(index);
        HasCloseDay = !SandboxGaps.CloseDateTarget(index);
        TeamGap = SandboxGaps.ClientTeam(index);
        // Nobody to know where no company is.
        ContactCount = Company < 0 ? 0 : SandboxPast.ContactCountOf(index);
        HasTask = IsOpen && SandboxDice.Roll(index, Die.HasTask, 2) == 0;
        Task = SandboxTexts.TaskOf(index);
        // From three days overdue to three weeks ahead.
        TaskDay = birth + SandboxDice.Roll(index, Die.TaskDay, 25) - (birth == 0 ? 3 : 0);
    }

    public int Index { get; }

    /// <summary>The day on which it came, 0 for those that were there from the start.</summary>
    public int Birth { get; }

    /// <summary>The day of the last change of its own.</summary>
    public int LastChange { get; set; }

    /// <summary>An index into <see cref="SandboxNames.Companies"/>; -1 for none. It never changes.</summary>
    public int Company { get; }

    public int Stage { get; set; }

    public bool IsOpen => SandboxNames.Stages[Stage].IsOpen;

    public int Owner { get; set; }

    public Gap OwnerGap { get; set; }

    /// <summary>An index into what deals are called; -1 for the name that is a formula.</summary>
    public int Deal { get; set; }

    public int Description { get; set; }

    public Gap DescriptionGap { get; set; }

    /// <summary>Counted from day 0.</summary>
    public int CloseDay { get; set; }

    public bool HasCloseDay { get; set; }

    public Gap CloseDateGap { get; set; }

    /// <summary>The people on the client's side, 0 to 6.</summary>
    public int ContactCount { get; set; }

    public Gap TeamGap { get; set; }

    public bool HasTask { get; set; }

    public int Task { get; set; }

    /// <summary>Which of its tasks it is, 0 for the first.</summary>
    public int TaskNumber { get; set; }

    /// <summary>Counted from day 0.</summary>
    public int TaskDay { get; set; }
}
