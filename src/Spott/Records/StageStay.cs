using System;

namespace Spott;

/// <summary>
/// A time that an opportunity spent in one stage, as a mirror saw it. The moments are those of runs: what happened between two runs counts
/// as of the later one, and <see cref="EnteredNotBefore"/> tells the earlier.
/// </summary>
public sealed class StageStay
{
    internal StageStay(string opportunityId) => OpportunityId = opportunityId;

    /// <summary>Whose stay it is.</summary>
    public string OpportunityId { get; internal set; }

    /// <summary>The opportunity's title, as it was last.</summary>
    public string? OpportunityName { get; internal set; }

    /// <summary>The client company, as it was last.</summary>
    public string? CompanyName { get; internal set; }

    /// <summary>The stage; null while the opportunity had none.</summary>
    public string? StageId { get; internal set; }

    /// <summary>The stage's name.</summary>
    public string? StageName { get; internal set; }

    /// <summary>The stage's place in the sales process; null where nothing that the mirror holds says so.</summary>
    public decimal? StageOrder { get; internal set; }

    /// <summary>Whether the stage counts as open; null where nothing that the mirror holds says so.</summary>
    public bool? StageIsOpen { get; internal set; }

    /// <summary>
    /// When it was seen to have begun, local time; see <see cref="IsEntryKnown"/>. The first stay of an opportunity that came after the
    /// mirror's first full run begins when it was created.
    /// </summary>
    public DateTime EnteredAt { get; internal set; }

    /// <summary>It had not begun before this moment, local time; null where the mirror does not know.</summary>
    public DateTime? EnteredNotBefore { get; internal set; }

    /// <summary>When it was seen to have ended, by a move or a deletion, local time; null for the present one.</summary>
    public DateTime? LeftAt { get; internal set; }

    /// <summary>
    /// From <see cref="EnteredAt"/> to <see cref="LeftAt"/>, or to the moment of the answer, which is never before the mirror's last run.
    /// </summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Whether the opportunity is in it still.</summary>
    public bool IsCurrent => LeftAt is null;

    /// <summary>False where the mirror's first full run found it there: the stay is older than <see cref="EnteredAt"/>.</summary>
    public bool IsEntryKnown { get; internal set; }

    /// <summary>Opportunity and stage.</summary>
    public override string ToString() => $"{OpportunityName ?? OpportunityId}: {StageName ?? StageId}";
}
