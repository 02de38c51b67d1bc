using System;

namespace Spott;

/// <summary>
/// A time that an opportunity was in one stage, as a mirror saw it. The times are those of runs: a move between two runs has the time of
/// the later run, and <see cref="EnteredNotBefore"/> is the time of the earlier one.
/// </summary>
public sealed class StageStay
{
    internal StageStay(string opportunityId) => OpportunityId = opportunityId;

    /// <summary>The id of the opportunity.</summary>
    public string OpportunityId { get; internal set; }

    /// <summary>The opportunity's title: the current or the last known one.</summary>
    public string? OpportunityName { get; internal set; }

    /// <summary>The client company: the current or the last known one.</summary>
    public string? CompanyName { get; internal set; }

    /// <summary>The stage; null while the opportunity had none.</summary>
    public string? StageId { get; internal set; }

    /// <summary>The stage's name.</summary>
    public string? StageName { get; internal set; }

    /// <summary>The stage's place in the sales process; null if the mirror does not know it.</summary>
    public decimal? StageOrder { get; internal set; }

    /// <summary>Whether the stage counts as open; null if the mirror does not know it.</summary>
    public bool? StageIsOpen { get; internal set; }

    /// <summary>
    /// When a run first saw it, local time; see <see cref="IsEntryKnown"/>. If the opportunity is newer than the mirror's first full run,
    /// its first stay begins when it was created.
    /// </summary>
    public DateTime EnteredAt { get; internal set; }

    /// <summary>It did not begin before this time, local time; null if the mirror does not know it.</summary>
    public DateTime? EnteredNotBefore { get; internal set; }

    /// <summary>When a run saw that it had ended, by a move or a deletion, local time; null if it has not ended.</summary>
    public DateTime? LeftAt { get; internal set; }

    /// <summary>
    /// From <see cref="EnteredAt"/> to <see cref="LeftAt"/>, or to now if it has not ended; never to before the mirror's last run.
    /// </summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Whether the opportunity is still in the stage.</summary>
    public bool IsCurrent => LeftAt is null;

    /// <summary>
    /// False if the mirror's first full run already found it in this stage: the real begin is earlier than <see cref="EnteredAt"/>.
    /// </summary>
    public bool IsEntryKnown { get; internal set; }

    /// <summary>Opportunity and stage.</summary>
    public override string ToString() => $"{OpportunityName ?? OpportunityId}: {StageName ?? StageId}";
}
