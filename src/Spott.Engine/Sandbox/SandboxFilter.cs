using System;
using System.Collections.Generic;

namespace Spott.Engine.Sandbox;

/// <summary>Which opportunities a request wants: those that every given condition admits.</summary>
internal sealed class SandboxFilter
{
    private readonly DateTime? modifiedSince;
    private readonly bool[]? companies;

    /// <param name="modifiedSince">UTC, inclusive; null admits every age.</param>
    /// <param name="companyIds">No id at all admits every company, and opportunities without one.</param>
    public SandboxFilter(DateTime? modifiedSince, IReadOnlyCollection<string> companyIds)
    {
        this.modifiedSince = modifiedSince;
        var hash = new SandboxHash();
        hash.Add((ulong)(modifiedSince?.Ticks ?? -1));
        if (companyIds.Count > 0)
        {
            companies = new bool[SandboxNames.Companies.Length];
            // Sorted and each once: a set is the same filter however it is written.
            foreach (var id in new SortedSet<string>(companyIds, StringComparer.Ordinal))
            {
                hash.Add(id);
                var company = Array.FindIndex(SandboxNames.Companies, known => known.Id == id);
                if (company >= 0)
                    companies[company] = true;
            }
        }
        Fingerprint = hash.Value;
    }

    /// <summary>Equal for equal filters; a cursor carries it.</summary>
    public ulong Fingerprint { get; }

    public bool Admits(SandboxData data, int index)
    {
        if (companies is not null)
        {
            var company = SandboxData.CompanyOf(index);
            if (company < 0 || !companies[company])
                return false;
        }
        return modifiedSince is null || data.ModifiedAt(index) >= modifiedSince;
    }
}
