using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Engine.Sandbox;

/// <summary>
/// Who and what is called how on a day, and since when. In the sandbox whatever an opportunity shows counts as a part of it: a renamed
/// company is a modification of all its opportunities. Whether it is one in the service nobody knows.
/// </summary>
internal sealed class SandboxDirectory
{
    private static readonly (int Day, int Company, string Name)[] CompanyNames =
    [
        (1, 5, "Kestrel Space, Inc."), (9, 10, "Harbour Lane Kitchens"), (16, 2, "Café Müller GmbH & Co. KG"),
        (27, 6, "Northgate Care Group"), (41, 0, "Brightwater Engineering plc"), (58, 11, "Zephyr"),
        (76, 4, "Fenwick, Rowe & Partners LLP"), (104, 21, "Copperfield Bank"), (150, 33, "Saltmarsh Energy"),
        (230, 1, "Łódź Logistics Group"), (365, 5, "Kestrel, Inc."), (500, 28, "Lantern Health"),
    ];

    private static readonly (int Day, int Owner, string Name)[] OwnerNames = [(12, 4, "Inés Romero Vidal"), (200, 0, "Maya Patel-Shah")];

    private static readonly (int Day, int Stage, string Name)[] StageNames = [(21, 2, "Offer sent"), (300, 0, "New lead")];

    /// <summary>Day and owner. The opportunities of those who left are still theirs.</summary>
    private static readonly (int Day, int Owner)[] Leavers = [(-45, 5), (34, 3)];

    private readonly (int Day, string Name)[] _companies, _owners, _stages;
    private readonly SandboxPerson[] _people;

    public SandboxDirectory(int today)
    {
        _companies = Today(SandboxNames.Companies.Select(company => company.Name), CompanyNames, today);
        _owners = Today(SandboxNames.Owners, OwnerNames, today);
        _stages = Today(SandboxNames.Stages.Select(stage => stage.Name), StageNames, today);
        foreach ((int day, int owner) in Leavers)
        {
            if (day <= today)
                _owners[owner].Day = Math.Max(_owners[owner].Day, day);
        }
        _people = new SandboxPerson[_companies.Length * SandboxPerson.PerCompany];
        for (int person = 0; person < _people.Length; person++)
            _people[person] = new SandboxPerson(person, today);
    }

    /// <returns>The day on which an owner leaves, before day 0 for one who has left from the start; after all days for who stays.</returns>
    public static int DayOfLeaving(int owner)
    {
        foreach ((int day, int leaver) in Leavers)
        {
            if (leaver == owner)
                return day;
        }
        return int.MaxValue;
    }

    public static bool HasLeft(int owner, int day) => DayOfLeaving(owner) <= day;

    public string CompanyName(int company) => _companies[company].Name;

    public string OwnerName(int owner) => _owners[owner].Name;

    public string StageName(int stage) => _stages[stage].Name;

    public SandboxPerson Person(int person) => _people[person];

    /// <returns>The day of the last change in what an opportunity shows of others; 0 for none.</returns>
    public int LastChangeIn(SandboxOpportunity one)
    {
        int day = _stages[one.Stage].Day;
        if (one.Company >= 0)
            day = Math.Max(day, _companies[one.Company].Day);
        if (one.OwnerGap == Gap.None)
            day = Math.Max(day, _owners[one.Owner].Day);
        for (int nth = 0; one.TeamGap == Gap.None && nth < one.ContactCount; nth++)
            day = Math.Max(day, _people[SandboxPerson.InTeam(one, nth)].LastChange);
        return day;
    }

    private static (int Day, string Name)[] Today(
        IEnumerable<string> first, (int Day, int Which, string Name)[] later, int today)
    {
        (int Day, string Name)[] names = first.Select(name => (0, name)).ToArray();
        foreach ((int day, int which, string name) in later)
        {
            if (day <= today)
                names[which] = (day, name);
        }
        return names;
    }
}
