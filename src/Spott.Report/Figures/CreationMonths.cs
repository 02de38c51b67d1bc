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
        _first = new DateTime(pipeline.Now.Year, pipeline.Now.Month, 1).AddMonths(1 - Months);
        int[] counts = new int[Months + 1];
        foreach (Entry entry in pipeline.Open)
        {
            if (entry.Record.CreatedAt is { } created)
                counts[Math.Min(Months, Math.Max(0, Column(created)))]++;
        }

        Counts = counts;
    }

    /// <summary>The first is of everything before <see cref="MonthOf"/> 1; the last of this month.</summary>
    internal IReadOnlyList<int> Counts { get; }

    internal int Greatest => Counts.Max();

    /// <param name="column">1 to <see cref="Months"/>.</param>
    internal DateTime MonthOf(int column) => _first.AddMonths(column - 1);

    private int Column(DateTime created) => (created.Year - _first.Year) * 12 + created.Month - _first.Month + 1;
}
