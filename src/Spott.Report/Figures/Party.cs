using System;

namespace Spott.Report.Figures;

/// <summary>An owner or a company, with what of the open pipeline is theirs.</summary>
internal sealed class Party(string name, bool isNone)
{
    internal string Name { get; } = name;

    /// <summary>Stands for those that have none.</summary>
    internal bool IsNone { get; } = isNone;

    /// <summary>Its place on the page, from 0.</summary>
    internal int Index { get; set; }

    /// <summary>Of an owner who has left; null for the others.</summary>
    internal DateTime? DeactivatedAt { get; set; }

    internal int OpenCount { get; set; }

    internal int OverdueCount { get; set; }

    internal int WithoutTaskCount { get; set; }
}
