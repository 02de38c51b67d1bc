using System;
using System.Collections.Generic;

namespace Spott.Ports;

/// <summary>What a mirror tells a page beside the opportunities. All moments are local time.</summary>
internal sealed class ReportHistory
{
    /// <summary>The mirror's file, and the address that it was filled from.</summary>
    internal string Source { get; set; } = string.Empty;

    /// <summary>The end of the mirror's first complete full run: what was before is not known.</summary>
    internal DateTime Begin { get; set; }

    /// <summary>The begin of the period that is looked at.</summary>
    internal DateTime Since { get; set; }

    /// <summary>Its end.</summary>
    internal DateTime Until { get; set; }

    /// <summary>The end of the last run up to then; null where it is not known.</summary>
    internal DateTime? LastRunAt { get; set; }

    /// <summary>Everything from the mirror's begin up to <see cref="Until"/>, oldest first.</summary>
    internal IReadOnlyList<Change> Changes { get; set; } = Array.Empty<Change>();

    /// <summary>Those up to <see cref="Until"/>.</summary>
    internal IReadOnlyList<StageStay> Stays { get; set; } = Array.Empty<StageStay>();

    /// <summary>Opportunities as they were before, which know stages that nobody is in any more.</summary>
    internal IReadOnlyList<Opportunity> Earlier { get; set; } = Array.Empty<Opportunity>();
}
