using System;

namespace Spott.Report.Figures;

/// <summary>How long ago an open opportunity was created, in whole days.</summary>
internal static class AgeBand
{
    /// <summary>One more band, the last, holds those that do not say when they were created.</summary>
    internal static readonly string[] Names = ["under 30 days", "30 to 89 days", "90 to 179 days", "180 to 364 days", "a year or more",
        "unknown"];

    internal const int Unknown = 5;

    private static readonly int[] Ends = [30, 90, 180, 365];

    internal static int Of(DateTime? createdAt, DateTime now)
    {
        if (createdAt is not { } created)
            return Unknown;
        int index = Array.FindIndex(Ends, end => (now - created).TotalDays < end);
        return index < 0 ? Ends.Length : index;
    }
}
