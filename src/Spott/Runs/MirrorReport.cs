using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// Reads out of a mirror what a report is of: one moment's opportunities, what happened before it, and the stays that follow from that.
/// </summary>
internal sealed class MirrorReport(string path, MirrorReader mirror)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The period's end; null for the mirror's present.</summary>
    internal DateTimeOffset? Until { get; set; }

    /// <summary>The period's begin; null for seven days before its end.</summary>
    internal DateTimeOffset? Since { get; set; }

    /// <summary>Why there is nothing to read; null when there is.</summary>
    internal Failure? Problem(DateTime now)
    {
        MirrorInfo info = mirror.Describe();
        DateTimeOffset moment = Until ?? info.Present(now);
        if (Since >= moment)
            return ArgumentErrors.SinceAfterUntil();
        return info.FirstFullAt is null || mirror.FindRun(moment) is null
            ? MirrorErrors.BeforeFirstFull(path, moment, info.FirstFullAt)
            : null;
    }

    /// <summary>Reads all of it.</summary>
    internal ReportContent Read(string title, DateTime now, CultureInfo culture)
    {
        MirrorInfo info = mirror.Describe();
        DateTime begin = info.FirstFullAt.GetValueOrDefault();
        DateTime until = Until?.LocalDateTime ?? info.Present(now);
        DateTime since = Since?.LocalDateTime ?? until - Week;
        MirrorRun? run = mirror.FindRun(until);
        MirroredOpportunity[] opportunities = At(Until is null ? null : run);
        Change[] changes = mirror.ReadChanges(new ChangeQuery { Until = Until }).ToArray();
        Opportunity[] earlier = new[] { since - (until - since), since }
            .Select(moment => mirror.FindRun(moment))
            .Where(past => past is not null)
            .SelectMany(past => At(past))
            .Select(one => one.Value)
            .ToArray();

        StageHistory stays = new(begin, until, mirror.ReadStages(Until is null ? null : run?.Number));
        return new ReportContent(
            title, until, culture, opportunities.Where(one => one.DeletedAt is null).Select(one => one.Value).ToArray())
        {
            MadeAt = now,
            History = new ReportHistory
            {
                Source = $"the mirror {Path.GetFileName(path)} of {info.BaseUri}",
                Begin = begin,
                Since = since,
                Until = until,
                LastRunAt = run?.CompletedAt,
                Changes = changes,
                Stays = stays.Of(opportunities, changes).ToArray(),
                Earlier = earlier,
            },
        };
    }

    private MirroredOpportunity[] At(MirrorRun? run) =>
        mirror.ReadOpportunities(new MirrorQuery { AsOfRun = run?.Number, IncludeDeleted = true }).ToArray();
}
