namespace Spott;

/// <summary>
/// The columns of a row of a stay in a stage, so that Tab completes them behind <c>ConvertTo-SpottRow</c>. No object is of this type: a
/// row is a custom object with these properties, as exports want it.
/// </summary>
public abstract class StageStayRow
{
    private protected StageStayRow()
    {
    }

    /// <summary>The opportunity's id.</summary>
    public string? OpportunityId { get; }

    /// <summary>The opportunity's name.</summary>
    public string? OpportunityName { get; }

    /// <summary>The opportunity's company name.</summary>
    public string? CompanyName { get; }

    /// <summary>The stage's id.</summary>
    public string? StageId { get; }

    /// <summary>The stage's name.</summary>
    public string? StageName { get; }

    /// <summary>The stage's place in the order of stages.</summary>
    public decimal? StageOrder { get; }

    /// <summary>Whether the stage counts as open.</summary>
    public bool? StageIsOpen { get; }

    /// <summary>When a run first saw it, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? EnteredAt { get; }

    /// <summary>It did not begin before this time, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? EnteredNotBefore { get; }

    /// <summary>When a run saw that it had ended, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? LeftAt { get; }

    /// <summary>How long it was, in days, rounded to hundredths.</summary>
    public decimal? DurationDays { get; }

    /// <summary>Whether the opportunity is still in the stage.</summary>
    public bool? IsCurrent { get; }

    /// <summary>Whether the begin is known.</summary>
    public bool? IsEntryKnown { get; }
}
