using System;
using System.Collections.Generic;

namespace Spott.Engine.Sandbox;

/// <summary>Which opportunities a request wants: those that every given condition admits.</summary>
internal sealed class SandboxFilter
{
    private readonly DateTime? _modifiedSince;
    private readonly bool[]? _companies;

    /// <param name="modifiedSince">UTC, inclusive; null admits every age.</param>
    /// <param name="companyIds">No id at all admits every company, and opportunities without one.</param>
    public SandboxFilter(DateTime? modifiedSince, IReadOnlyCollection<string> companyIds)
    {
        _modifiedSince = modifiedSince;
        SandboxHash hash = new();
        hash.Add((ulong)(modifiedSince?.Ticks ?? -1));
        if (companyIds.Count > 0)
        {
            _companies = new bool[SandboxNames.Companies.Length];
            // Sorted and each once: a set is the same filter however it is written.
            foreach (string id in new SortedSet<string>(companyIds, StringComparer.Ordinal))
            {
                hash.Add(id);
                int company = Array.FindIndex(SandboxNames.Companies, known => known.Id == id);
                if (company >= 0)
                    _companies[company] = true;
            }
        }
        Fingerprint = hash.Value;
    }

    /// <summary>Equal for equal filters; a cursor carries it.</summary>
    public ulong Fingerprint { get; }

    /// <summary>What can be said without looking at it closely: its company never changes.</summary>
    public bool AdmitsCompany(int index) =>
        _companies is null || (SandboxPast.CompanyOf(index) is var company && company >= 0 && _companies[company]);

    public bool AdmitsMoment(SandboxData data, SandboxOpportunity opportunity) =>
        _modifiedSince is null || data.ModifiedAt(opportunity) >= _modifiedSince;
}
