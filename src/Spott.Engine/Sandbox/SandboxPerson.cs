namespace Spott.Engine.Sandbox;

/// <summary>What of a person changes from day to day. Each company has six people.</summary>
internal sealed class SandboxPerson
{
    public const int PerCompany = 6;

    private readonly int _person;

    /// <param name="person">The company's index times <see cref="PerCompany"/>, and which of them.</param>
    /// <param name="today">The sandbox's day.</param>
    public SandboxPerson(int person, int today)
    {
        _person = person;
        Job = SandboxDice.Roll(person, Die.JobTitle, SandboxNames.Jobs.Length);
        HasJobTitle = person % 10 != 9;
        HasDepartment = person % 10 < 8;
        int day = 1 + SandboxDice.Roll(person, Die.PersonWait, 400);
        for (int nth = 1; day <= today; nth++)
        {
            Change(nth);
            LastChange = day;
            day += 150 + SandboxDice.Roll(person, Die.PersonWait, 500, nth);
        }
    }

    /// <summary>The day of the last change, 0 for none.</summary>
    public int LastChange { get; }

    /// <summary>An index into <see cref="SandboxNames.Jobs"/>.</summary>
    public int Job { get; private set; }

    public bool HasJobTitle { get; private set; }

    public bool HasDepartment { get; private set; }

    /// <summary>Whether the mail address has but the first name's first letter.</summary>
    public bool HasShortAddress { get; private set; }

    public int PhoneChanges { get; private set; }

    /// <summary>The mail addresses that a person has go by this, 0 to 7; none from 5 on.</summary>
    public static int EmailKind(int person) => person % 8;

    /// <summary>The telephone numbers that a person has go by this, 0 to 6; none for 5.</summary>
    public static int PhoneKind(int person) => person % 7;

    /// <returns>Who is the nth of an opportunity's team.</returns>
    public static int InTeam(SandboxOpportunity one, int nth) =>
        one.Company * PerCompany + (SandboxDice.Roll(one.Index, Die.FirstContact, PerCompany) + nth) % PerCompany;

    private void Change(int nth)
    {
        // Whatever happens shows.
        int kind = SandboxDice.Roll(_person, Die.PersonKind, 3, nth);
        if (kind == 0 && EmailKind(_person) < 5)
            HasShortAddress = !HasShortAddress;
        else if (kind == 1 && PhoneKind(_person) != 5)
            PhoneChanges++;
        else
            Promote(nth);
    }

    private void Promote(int nth)
    {
        int count = SandboxNames.Jobs.Length;
        Job = (Job + 1 + SandboxDice.Roll(_person, Die.JobTitle, count - 1, nth)) % count;
        HasJobTitle = HasDepartment = true;
    }
}
