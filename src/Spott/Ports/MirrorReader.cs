using System;
using System.Collections.Generic;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>
/// One moment of a mirror, whatever is written meanwhile. Used by one thread; what it gives is read while it is enumerated. Every method
/// throws <see cref="MirrorException"/>.
/// </summary>
internal abstract class MirrorReader : IDisposable
{
    /// <summary>What it holds.</summary>
    internal abstract MirrorInfo Describe();

    /// <summary>Checks the file and the mirror's own rules.</summary>
    /// <returns>What is wrong, in words; empty when nothing is.</returns>
    internal abstract IReadOnlyList<string> Verify();

    /// <summary>
    /// The last run that had ended by a moment and wrote something; null when the first complete full run had not ended by then.
    /// </summary>
    internal abstract MirrorRun? FindRun(DateTimeOffset moment);

    /// <summary>Opportunities in the order in which the mirror met them.</summary>
    internal abstract IEnumerable<MirroredOpportunity> ReadOpportunities(MirrorQuery query);

    /// <summary>
    /// The stages as they were called after a run, each in a record of which no more is set; the last known of one that nobody is in.
    /// </summary>
    /// <param name="asOfRun">Null for the present.</param>
    internal abstract IEnumerable<Opportunity> ReadStages(long? asOfRun);

    /// <summary>Changes, oldest first.</summary>
    internal abstract IEnumerable<Change> ReadChanges(ChangeQuery query);

    /// <summary>Those of the ids that the mirror has never met, in their order, each once.</summary>
    /// <param name="ids">Compared with regard to case.</param>
    /// <param name="ofOpportunities">Whether only opportunities count, and not contacts, stages, companies and owners.</param>
    internal abstract IReadOnlyList<string> FindUnknown(IReadOnlyCollection<string> ids, bool ofOpportunities);

    /// <summary>Those of the paths of additional properties that nothing in the mirror ever had, in their order.</summary>
    /// <param name="properties">Each with <c>AdditionalProperties.</c> before it; compared without regard to case.</param>
    internal abstract IReadOnlyList<string> FindUnknownPaths(IReadOnlyCollection<string> properties);

    /// <summary>People by their ids and addresses.</summary>
    internal abstract ContactMatches FindContacts(ContactQuery query);

    public abstract void Dispose();
}

/// <summary>An opportunity out of a mirror.</summary>
internal sealed class MirroredOpportunity
{
    internal MirroredOpportunity(Opportunity value, DateTime? deletedAt)
    {
        Value = value;
        DeletedAt = deletedAt;
    }

    internal Opportunity Value { get; }

    /// <summary>Local time; null for the living.</summary>
    internal DateTime? DeletedAt { get; }
}

/// <summary>Which opportunities are wanted.</summary>
internal sealed class MirrorQuery
{
    /// <summary>As this run left them; null for the present.</summary>
    internal long? AsOfRun { get; set; }

    /// <summary>Empty for every company.</summary>
    internal IReadOnlyCollection<string> CompanyIds { get; set; } = Array.Empty<string>();

    /// <summary>Empty for all.</summary>
    internal IReadOnlyCollection<string> Ids { get; set; } = Array.Empty<string>();

    internal bool IncludeDeleted { get; set; }
}

/// <summary>Which changes are wanted. What is null or empty does not count.</summary>
internal sealed class ChangeQuery
{
    /// <summary>Of opportunities alone: what began, ended or moved a stay in a stage.</summary>
    internal static ChangeQuery OfStays() => new() { Subjects = new[] { ChangeSubject.Opportunity }, IsOfStays = true };

    /// <summary>No property but the stage's id; what was added, deleted or restored as well.</summary>
    internal bool IsOfStays { get; set; }

    /// <summary>Observed at or after this moment.</summary>
    internal DateTimeOffset? Since { get; set; }

    /// <summary>Observed at or before this moment.</summary>
    internal DateTimeOffset? Until { get; set; }

    /// <summary>Of later runs than this one.</summary>
    internal long? AfterRun { get; set; }

    internal IReadOnlyCollection<ChangeSubject> Subjects { get; set; } = Array.Empty<ChangeSubject>();

    internal IReadOnlyCollection<ChangeKind> Kinds { get; set; } = Array.Empty<ChangeKind>();

    /// <summary>Compared without regard to case; <c>AdditionalProperties</c> stands for all of its paths.</summary>
    internal IReadOnlyCollection<string> Properties { get; set; } = Array.Empty<string>();

    internal IReadOnlyCollection<string> Ids { get; set; } = Array.Empty<string>();
}
