using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>How many stood in each open stage at moments from the mirror's begin, at most a year, up to the page's.</summary>
internal sealed class PipelineSize
{
    internal const int Samples = 61;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private readonly DateTime _from;
    private readonly TimeSpan _length;

    /// <summary>Marks the opportunities that were open at its begin.</summary>
    internal PipelineSize(ReportHistory history, Pipeline pipeline)
    {
        StageList stages = pipeline.Stages;
        _from = history.Until - history.Begin > Longest ? history.Until - Longest : history.Begin;
        _length = TimeSpan.FromTicks(Math.Max(0, (history.Until - _from).Ticks));
        Stages = stages.Open.ToArray();
        Counts = Stages.Select(_ => new int[Samples]).ToArray();
        Dictionary<Stage, int> rows = Stages.Select((stage, index) => (stage, index)).ToDictionary(pair => pair.stage, pair => pair.index);
        foreach (StageStay stay in history.Stays)
        {
            if (rows.TryGetValue(stages.Get(stay.StageId, stay.StageName, stay.StageOrder, stay.StageIsOpen), out int row))
            {
                Add(Counts[row], stay);
                if (IsAt(stay, 0) && pipeline.Find(stay.OpportunityId) is { } entry)
                    entry.WasOpen = true;
            }
        }

        StillThereCount = pipeline.Entries.Count(entry => entry.WasOpen);
    }

    /// <summary>In the order of the sales process.</summary>
    internal IReadOnlyList<Stage> Stages { get; }

    /// <summary>How many of those that were open at its begin the page has: others are deleted since.</summary>
    internal int StillThereCount { get; }

    /// <summary>By stage, then by sample.</summary>
    internal IReadOnlyList<int[]> Counts { get; }

    /// <summary>False for a mirror of a single day, whose axis would say that one date again and again.</summary>
    internal bool IsLine => Days > 0 && Stages.Count > 0;

    /// <summary>From the first date to the last.</summary>
    internal int Days => (MomentOf(Samples - 1).Date - _from.Date).Days;

    internal int Greatest => Enumerable.Range(0, Samples).Max(Total);

    /// <summary>The last one is the page's own moment to the tick: what the last run saw then is in it.</summary>
    internal DateTime MomentOf(int sample) => _from + TimeSpan.FromTicks(_length.Ticks * sample / (Samples - 1));

    internal int Total(int sample) => Counts.Sum(counts => counts[sample]);

    private void Add(int[] counts, StageStay stay)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            if (IsAt(stay, sample))
                counts[sample]++;
        }
    }

    private bool IsAt(StageStay stay, int sample)
    {
        DateTime moment = MomentOf(sample);
        return stay.EnteredAt <= moment && (stay.LeftAt is not { } left || left > moment);
    }
}
