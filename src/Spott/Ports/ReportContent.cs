using System;
using System.Collections.Generic;
using System.Globalization;

namespace Spott.Ports;

/// <summary>What a page is of: objects, a moment and a culture. The page's figures are worked out of it by the report alone.</summary>
internal sealed class ReportContent
{
    internal ReportContent(string title, DateTime now, CultureInfo culture, IReadOnlyList<Opportunity> opportunities)
    {
        Title = title;
        Now = now;
        MadeAt = now;
        Culture = culture;
        Opportunities = opportunities;
    }

    /// <summary>The page's heading.</summary>
    internal string Title { get; }

    /// <summary>The moment of which the page speaks, local time: what is overdue is overdue then.</summary>
    internal DateTime Now { get; }

    /// <summary>When the page is made, local time; later than <see cref="Now"/> for one of the past.</summary>
    internal DateTime MadeAt { get; set; }

    /// <summary>How numbers and dates look.</summary>
    internal CultureInfo Culture { get; }

    /// <summary>The opportunities as they came; one that came more than once counts once, as it was last.</summary>
    internal IReadOnlyList<Opportunity> Opportunities { get; }

    /// <summary>How many came along that are deleted, and are left out.</summary>
    internal int DeletedCount { get; set; }

    /// <summary>What a mirror remembers beside them; null of piped opportunities.</summary>
    internal ReportHistory? History { get; set; }
}
