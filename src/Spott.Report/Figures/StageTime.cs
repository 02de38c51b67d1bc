using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>How long opportunities stay in a stage: of the stays that have ended and of which the mirror saw the begin.</summary>
internal sealed class StageTime
{
    private StageTime(Stage stage, IEnumerable<StageStay> stays)
    {
        Stage = stage;
        double[] days = stays.Where(stay => stay.IsEntryKnown && !stay.IsCurrent).Select(
            stay => stay.Duration.TotalDays).OrderBy(day => day).ToArray();
        EndedCount = days.Length;
        if (days.Length == 0)
            return;
        Median = Quantile.Of(days, 0.5);
        Most = Quantile.Of(days, 0.8);
    }

    internal Stage Stage { get; }

    internal int EndedCount { get; }

    /// <summary>Days; null where no such stay has ended.</summary>
    internal double? Median { get; }

    /// <summary>The 80th percentile, days.</summary>
    internal double? Most { get; }

    /// <summary>Of the open stages, in their order.</summary>
    internal static IReadOnlyList<StageTime> Of(ReportHistory history, StageList stages)
    {
        ILookup<Stage, StageStay> byStage = history.Stays.ToLookup(
            stay => stages.Get(stay.StageId, stay.StageName, stay.StageOrder, stay.StageIsOpen));
        return stages.Open.Select(stage => new StageTime(stage, byStage[stage])).ToArray();
    }

    /// <summary>The stays in open stages that last longest now, longest first.</summary>
    internal static IReadOnlyList<StageStay> Longest(ReportHistory history, int count) =>
        history.Stays.Where(stay => stay.IsCurrent && stay.StageIsOpen == true)
            .OrderByDescending(stay => stay.Duration).Take(count).ToArray();
}
