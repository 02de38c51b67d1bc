using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Report.Figures;

/// <summary>How many open opportunities were created in each of the last 24 months; older ones are counted together in front.</summary>
internal sealed class CreationMonths
{
    internal const int Months = 24;

    private readonly DateTime _first;

    internal CreationMonths(Pipeline pipeline)
    {
        _first = First(pipeline.Now);
        int[] counts = new int[Months + 1];
        foreach (Entry entry in pipeline.Open)
        {
            if (entry.CreationMonth is { } month)
                counts[month]++;
        }

        Counts = counts;
    }

    /// <summary>The first is of everything before <see cref="MonthOf"/> 1; the last of this month.</summary>
    internal IReadOnlyList<int> Counts { get; }

    internal int Greatest => Counts.Max();

    /// <summary>The place in <see cref="Counts"/>.</summary>
    /// <param name="created">Local time.</param>
    /// <param name="now">The moment of the page, local time.</param>
    internal static int ColumnOf(DateTime created, DateTime now)
    {
        DateTime first = First(now);
        return Math.Min(Months, Math.Max(0, (created.Year - first.Year) * 12 + created.Month - first.Month + 1));
    }

    /// <param name="column">1 to <see cref="Months"/>.</param>
    internal DateTime MonthOf(int column) => _first.AddMonths(column - 1);

    private static DateTime First(DateTime now) => new DateTime(now.Year, now.Month, 1).AddMonths(1 - Months);
}
