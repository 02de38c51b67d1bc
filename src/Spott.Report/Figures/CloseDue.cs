namespace Spott.Report.Figures;

/// <summary>Where the close date of an open opportunity stands, by the day.</summary>
internal enum CloseDue
{
    /// <summary>Before today.</summary>
    Overdue,

    /// <summary>Today or within the days of the calendar strip.</summary>
    Soon,

    /// <summary>After the strip.</summary>
    Later,

    /// <summary>There is none.</summary>
    None,
}
