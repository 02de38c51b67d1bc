using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>The opportunities of a page, each once, sorted into what the page counts.</summary>
internal sealed class Pipeline
{
    private readonly Dictionary<string, Entry> _byId;

    /// <param name="opportunities">As they came.</param>
    /// <param name="now">The moment of the page, local time.</param>
    /// <param name="culture">Orders the names.</param>
    /// <param name="history">What tells of stages that nobody is in now; null when there is nothing.</param>
    internal Pipeline(IReadOnlyList<Opportunity> opportunities, DateTime now, CultureInfo culture, ReportHistory? history)
    {
        Now = now;
        Dictionary<string, int> last = new(opportunities.Count, StringComparer.Ordinal);
        for (int index = 0; index < opportunities.Count; index++)
            last[opportunities[index].Id] = index;

        Entries = opportunities.Where((opportunity, index) => last[opportunity.Id] == index).Select(Sort).ToArray();
        _byId = Entries.ToDictionary(entry => entry.Record.Id, StringComparer.Ordinal);
        Open = Entries.Where(entry => entry.IsOpen).ToArray();
        RepeatCount = opportunities.Count - Entries.Count;
        foreach (Opportunity earlier in history?.Earlier ?? Array.Empty<Opportunity>())
            Stages.Get(earlier.StageId, earlier.StageName, earlier.StageOrder, earlier.StageIsOpen);
        foreach (StageStay stay in history?.Stays ?? Array.Empty<StageStay>())
            Stages.Get(stay.StageId, stay.StageName, stay.StageOrder, stay.StageIsOpen);
        Stages.Arrange(culture);
        Owners.Arrange(culture);
        Companies.Arrange(culture);
    }

    internal DateTime Now { get; }

    internal IReadOnlyList<Entry> Entries { get; }

    internal IReadOnlyList<Entry> Open { get; }

    /// <summary>How many were left out because the same one came again later.</summary>
    internal int RepeatCount { get; }

    internal StageList Stages { get; } = new();

    internal PartyList Owners { get; } = new("no owner");

    internal PartyList Companies { get; } = new("no company");

    internal int Count(CloseDue close) => Open.Count(entry => entry.Close == close);

    internal int Count(TaskDue task) => Open.Count(entry => entry.Task == task);

    /// <summary>The opportunity of an identifier; null for one that is not on the page.</summary>
    internal Entry? Find(string id) => _byId.TryGetValue(id, out Entry? entry) ? entry : null;

    private Entry Sort(Opportunity record, int index)
    {
        Entry entry = new(
            record,
            index,
            Stages.Get(record.StageId, record.StageName, record.StageOrder, record.StageIsOpen),
            Owners.Get(record.OwnerId, record.OwnerName),
            Companies.Get(record.CompanyId, record.CompanyName),
            Now);
        entry.Stage.Count++;
        entry.Owner.DeactivatedAt ??= record.OwnerDeactivatedAt;
        foreach (Party party in new[] { entry.Owner, entry.Company })
        {
            party.OpenCount += entry.IsOpen ? 1 : 0;
            party.OverdueCount += entry.IsOpen && entry.Close == CloseDue.Overdue ? 1 : 0;
            party.WithoutTaskCount += entry.IsOpen && entry.Task == TaskDue.None ? 1 : 0;
        }

        return entry;
    }
}
