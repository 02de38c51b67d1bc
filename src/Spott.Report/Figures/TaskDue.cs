namespace Spott.Report.Figures;

/// <summary>Where the next task of an open opportunity stands, by the minute.</summary>
internal enum TaskDue
{
    /// <summary>There is no next task.</summary>
    None,

    /// <summary>Its moment has passed.</summary>
    Overdue,

    /// <summary>Its moment is still to come.</summary>
    Ahead,

    /// <summary>There is one, without a moment.</summary>
    Undated,
}
