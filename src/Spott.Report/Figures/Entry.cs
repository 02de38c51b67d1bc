using System;
using System.Collections.Generic;

namespace Spott.Report.Figures;

/// <summary>An opportunity with what the page says of it.</summary>
internal sealed class Entry(Opportunity record, int index, Stage stage, Party owner, Party company, DateTime now)
{
    /// <summary>How many days, today among them, the calendar strip has.</summary>
    internal const int StripDays = 30;

    internal Opportunity Record { get; } = record;

    /// <summary>Its place on the page, from 0.</summary>
    internal int Index { get; } = index;

    internal Stage Stage { get; } = stage;

    internal Party Owner { get; } = owner;

    internal Party Company { get; } = company;

    /// <summary>What the record itself says; one that does not say counts as not open.</summary>
    internal bool IsOpen { get; } = record.StageIsOpen == true;

    /// <summary>Days from today to the close date, negative when it has passed; null without one.</summary>
    internal int? DaysToClose { get; } = record.CloseDate is { } close ? (close.Date - now.Date).Days : null;

    internal CloseDue Close => DaysToClose switch
    {
        null => CloseDue.None,
        < 0 => CloseDue.Overdue,
        < StripDays => CloseDue.Soon,
        _ => CloseDue.Later,
    };

    internal TaskDue Task { get; } = record switch
    {
        { NextTaskDueDate: { } due } => due < now ? TaskDue.Overdue : TaskDue.Ahead,
        { NextTaskId: null, NextTaskContent: null } => TaskDue.None,
        _ => TaskDue.Undated,
    };

    /// <summary>A column of <see cref="CreationMonths"/>; null where it does not say when it was created.</summary>
    internal int? CreationMonth { get; } = record.CreatedAt is { } created ? CreationMonths.ColumnOf(created, now) : null;

    internal int Age { get; } = AgeBand.Of(record.CreatedAt, now);

    /// <summary>The stages that it left while the mirror watched, having been seen to enter them; none without a mirror.</summary>
    internal IReadOnlyList<Stage> Left { get; set; } = Array.Empty<Stage>();

    /// <summary>Stood in an open stage when the chart of the pipeline over time begins; false without a mirror.</summary>
    internal bool WasOpen { get; set; }

    /// <summary>Not a word of it for 30 days, by the mirror; false without a mirror.</summary>
    internal bool IsStale { get; set; }
}
