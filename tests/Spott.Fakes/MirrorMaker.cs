using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Ports;

namespace Spott.Fakes;

/// <summary>
/// Makes a mirror with a past, as daily runs of <c>Sync-SpottMirror</c> would have: opportunities come, move forward and now and then back,
/// are won or lost, get new dates and owners, are renamed and deleted. The same seed makes the same past, whenever it ends.
/// </summary>
public sealed class MirrorMaker
{
    private static readonly (string Id, string Name, bool IsOpen)[] Stages =
    [
        ("stg-1", "Lead", true), ("stg-2", "Qualified", true), ("stg-3", "Proposal", true), ("stg-4", "Negotiation", true),
        ("stg-5", "Won", false), ("stg-6", "Lost", false),
    ];

    private static readonly string[] Owners = ["Maya Patel", "Tom Becker", "Zoë van Dijk", "Samuel Okafor", "Inés Romero", "Łukasz Nowak"];
    private static readonly string[] Companies =
        ["Brightwater Engineering", "Łódź Logistics", "Café Müller GmbH", "Fenwick & Rowe LLP", "Northgate Care Homes", "O'Hara Civils Ltd",
            "Zephyr Robotics", "Harbour Lane Foods"];

    private static readonly string[] Deals = ["Retained search", "Contingent hire", "Executive search", "Interim cover", "Team build",
        "Framework renewal"];
    private static readonly string[] Roles = ["Head of Data", "Senior Java Developer", "Registered Nurses", "Payroll Specialist",
        "Legal Counsel", "Plant Manager", "Chef de cuisine"];

    private readonly Random _dice;
    private readonly List<Opportunity> _living = [];
    private int _count;

    private MirrorMaker(int seed) => _dice = new Random(seed);

    /// <summary>Makes it.</summary>
    /// <param name="path">The file, absolute; it must not exist.</param>
    /// <param name="size">How many opportunities the first run finds.</param>
    /// <param name="days">How many daily runs follow it.</param>
    /// <param name="end">When the last run ends.</param>
    /// <param name="seed">Of the dice.</param>
    public static void Make(string path, int size, int days, DateTimeOffset end, int seed)
    {
        MirrorMaker maker = new(seed);
        DateTimeOffset day = end.AddDays(-days);
        for (int index = 0; index < size; index++)
            maker.Create(day.LocalDateTime.AddDays(-maker._dice.Next(1, 500)), maker._dice.Next(Stages.Length));
        maker.Run(path, day);
        for (int run = 1; run <= days; run++)
        {
            day = end.AddDays(run - days);
            maker.Live(day.LocalDateTime, size);
            maker.Run(path, day);
        }
    }

    private void Run(string path, DateTimeOffset completedAt)
    {
        using MirrorWriter writer = MirrorPort.Mirrors.OpenWriter(path);
        foreach (Opportunity opportunity in _living)
            writer.Add(opportunity);
        writer.Commit(new MirrorRunEnd
        {
            Kind = MirrorRunKind.Full,
            Status = MirrorRunStatus.Complete,
            StartedAt = completedAt.AddSeconds(-40),
            CompletedAt = completedAt,
            Watermark = completedAt.AddSeconds(-40),
            RequestCount = _living.Count / 50 + 1,
            BaseAddress = "https://api.gospott.com/",
            KeyFingerprint = "maker",
        });
    }

    private void Live(DateTime day, int size)
    {
        foreach (Opportunity opportunity in _living.Where(opportunity => opportunity.StageIsOpen == true).ToArray())
            Move(opportunity, day);
        for (int born = _dice.Next(0, Math.Max(2, size / 40)); born > 0; born--)
            Create(day.AddHours(-_dice.Next(1, 20)), 0);
        if (_dice.Next(6) == 0 && _living.Count > 2)
            _living.RemoveAt(_dice.Next(_living.Count));
    }

    private void Move(Opportunity opportunity, DateTime day)
    {
        int stage = (int)opportunity.StageOrder.GetValueOrDefault() - 1;
        switch (_dice.Next(100))
        {
            case < 3: SetStage(opportunity, stage + 1); break;
            case < 4: SetStage(opportunity, Math.Max(0, stage - 1)); break;
            case < 5: SetStage(opportunity, _dice.Next(4, 6)); break;
            case < 7: opportunity.CloseDateUtc = day.Date.AddDays(_dice.Next(-5, 90)).AddHours(12).ToUniversalTime(); break;
            case < 8: SetOwner(opportunity); break;
            case < 11: SetTask(opportunity, day); break;
            default: break;
        }
    }

    private void Create(DateTime createdAt, int stage)
    {
        int company = _dice.Next(Companies.Length);
        Opportunity opportunity = new("opp-" + (++_count).ToString("D6", CultureInfo.InvariantCulture))
        {
            Name = $"{Deals[_dice.Next(Deals.Length)]}: {Roles[_dice.Next(Roles.Length)]}",
            CompanyId = "co-" + company,
            CompanyName = Companies[company],
            CreatedAtUtc = createdAt.ToUniversalTime(),
            CloseDateUtc = _dice.Next(5) == 0 ? null : createdAt.Date.AddDays(_dice.Next(20, 300)).AddHours(12).ToUniversalTime(),
        };
        SetStage(opportunity, stage);
        SetOwner(opportunity);
        _living.Add(opportunity);
    }

    private void SetOwner(Opportunity opportunity)
    {
        int owner = _dice.Next(Owners.Length);
        opportunity.OwnerId = "usr-" + owner;
        opportunity.OwnerName = Owners[owner];
    }

    private void SetTask(Opportunity opportunity, DateTime day)
    {
        opportunity.NextTaskId = opportunity.Id + "-" + day.ToString("MMdd", CultureInfo.InvariantCulture);
        opportunity.NextTaskContent = "Call back about terms";
        opportunity.NextTaskDueDateUtc = day.Date.AddDays(_dice.Next(1, 12)).AddHours(10).ToUniversalTime();
    }

    private static void SetStage(Opportunity opportunity, int stage)
    {
        opportunity.StageId = Stages[stage].Id;
        opportunity.StageName = Stages[stage].Name;
        opportunity.StageOrder = stage + 1;
        opportunity.StageIsOpen = Stages[stage].IsOpen;
    }
}
