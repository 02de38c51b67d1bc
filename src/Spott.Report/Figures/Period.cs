using System;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>The period that is looked at, and the one of the same length before it.</summary>
internal sealed class Period
{
    internal Period(ReportHistory history, StageList stages)
    {
        Since = history.Since;
        Until = history.Until;
        Begin = history.Begin;
        BeforeSince = history.Since - (history.Until - history.Since);
        Changes = new ChangeList(
            history.Changes.Where(change => change.ObservedAt >= history.Since && change.ObservedAt <= history.Until).ToArray(), stages);
        // Where the mirror is younger, the numbers of the period before would be too small.
        if (history.Begin <= BeforeSince)
            Before = new ChangeList(
                history.Changes.Where(change => change.ObservedAt >= BeforeSince && change.ObservedAt < history.Since).ToArray(), stages);
    }

    internal DateTime Since { get; }

    internal DateTime Until { get; }

    /// <summary>When the period before begins, which ends when this one begins.</summary>
    internal DateTime BeforeSince { get; }

    /// <summary>The mirror's own.</summary>
    internal DateTime Begin { get; }

    /// <summary>Whether the mirror knows less than the whole period.</summary>
    internal bool IsCut => Begin > Since;

    internal ChangeList Changes { get; }

    /// <summary>Null where the mirror does not know the whole of it.</summary>
    internal ChangeList? Before { get; }
}
