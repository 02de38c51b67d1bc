using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Report.Figures;

/// <summary>
/// Which changes have a row of the page, newest first. What the period's figures count comes before everything else, so that each of them
/// shows what it says for as long as there is room.
/// </summary>
internal sealed class ChangeRows
{
    /// <param name="period">Its changes, and those of the period before, of which only what its figures count is shown.</param>
    /// <param name="room">How many rows the page has room for.</param>
    internal ChangeRows(Period period, int room)
    {
        IReadOnlyList<ChangeEntry> all = period.Changes.Entries;
        int wanted = all.Count(entry => entry.IsCounted);
        int counted = Math.Min(room, wanted);
        Before = period.Before?.Entries.Where(entry => entry.IsCounted).Reverse().Take(room - counted).ToArray() ?? [];
        Period = Newest(all, counted, room - counted - Before.Count);
        AreFiguresWhole = counted == wanted;
    }

    internal IReadOnlyList<ChangeEntry> Period { get; }

    /// <summary>Of the period before.</summary>
    internal IReadOnlyList<ChangeEntry> Before { get; }

    /// <summary>Whether all that the period's own figures count is among them.</summary>
    internal bool AreFiguresWhole { get; }

    private static List<ChangeEntry> Newest(IReadOnlyList<ChangeEntry> oldestFirst, int counted, int others)
    {
        List<ChangeEntry> newest = [];
        for (int index = oldestFirst.Count - 1; index >= 0; index--)
        {
            if (oldestFirst[index].IsCounted ? counted-- > 0 : others-- > 0)
                newest.Add(oldestFirst[index]);
        }

        return newest;
    }
}
