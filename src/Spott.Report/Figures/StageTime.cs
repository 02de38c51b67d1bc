using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>How long opportunities stay in a stage: of the stays whose beginning and end the mirror saw.</summary>
internal sealed class StageTime
{
    private StageTime(Stage stage, IReadOnlyList<StageStay> ended, int leftCount)
    {
        Stage = stage;
        LeftCount = leftCount;
        double[] days = ended.Select(stay => stay.Duration.TotalDays).OrderBy(day => day).ToArray();
        EndedCount = days.Length;
        if (days.Length == 0)
            return;
        Median = Quantile.Of(days, 0.5);
        Most = Quantile.Of(days, 0.8);
    }

    internal Stage Stage { get; }

    internal int EndedCount { get; }

    /// <summary>Of how many opportunities of the page they are: one may have come back, another may be deleted since.</summary>
    internal int LeftCount { get; }

    /// <summary>Days; null where no such stay has ended.</summary>
    internal double? Median { get; }

    /// <summary>The 80th percentile, days.</summary>
    internal double? Most { get; }

    /// <summary>Of the open stages, in their order; marks the opportunities that left them.</summary>
    internal static IReadOnlyList<StageTime> Of(ReportHistory history, Pipeline pipeline)
    {
        ILookup<Stage, StageStay> byStage = history.Stays.Where(stay => stay.IsEntryKnown && !stay.IsCurrent).ToLookup(
            stay => pipeline.Stages.Get(stay.StageId, stay.StageName, stay.StageOrder, stay.StageIsOpen));
        List<StageTime> times = [];
        foreach (Stage stage in pipeline.Stages.Open)
        {
            StageStay[] ended = byStage[stage].ToArray();
            Entry[] left = ended.Select(stay => pipeline.Find(stay.OpportunityId)).OfType<Entry>().Distinct().ToArray();
            foreach (Entry entry in left)
                entry.Left = [.. entry.Left, stage];
            times.Add(new StageTime(stage, ended, left.Length));
        }

        return times;
    }

    /// <summary>The stays in open stages that last longest now, longest first.</summary>
    internal static IReadOnlyList<StageStay> Longest(ReportHistory history, int count) =>
        history.Stays.Where(stay => stay.IsCurrent && stay.StageIsOpen == true)
            .OrderByDescending(stay => stay.Duration).Take(count).ToArray();
}
