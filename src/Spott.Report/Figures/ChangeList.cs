using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Report.Figures;

/// <summary>The changes of a period, sorted into what they mean.</summary>
internal sealed class ChangeList
{
    private const string IdSuffix = "Id";
    private const string NameSuffix = "Name";

    private static readonly string[] References = ["Stage", "Company", "Owner"];

    private readonly StageList _stages;

    /// <param name="changes">Of the period alone, oldest first.</param>
    /// <param name="stages">Tell which way a move goes.</param>
    internal ChangeList(IReadOnlyList<Change> changes, StageList stages)
    {
        _stages = stages;
        // A move is a change of the identifier and one of the name, of one run.
        Dictionary<(long, string, string), Change> references = [];
        foreach (Change change in changes.Where(IsReference))
            references[(change.RunNumber, change.Id, change.Property!)] = change;
        Entries = changes.Select(change => Sort(change, references)).OfType<ChangeEntry>().ToArray();
    }

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<ChangeEntry> Entries { get; }

    internal int Count(ChangeSort sort) => Entries.Count(entry => entry.Sort == sort);

    private static bool IsReference(Change change) =>
        change.Subject == ChangeSubject.Opportunity
        && change.Property is not null
        && References.Any(name => IsOf(change, name, IdSuffix) || IsOf(change, name, NameSuffix));

    private static bool IsOf(Change change, string reference, string suffix) =>
        change.Property!.Length == reference.Length + suffix.Length
        && change.Property.StartsWith(reference, StringComparison.Ordinal)
        && change.Property.EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>Null for a name whose identifier says the same.</summary>
    private ChangeEntry? Sort(Change change, Dictionary<(long, string, string), Change> references)
    {
        if (change.Subject != ChangeSubject.Opportunity)
            return new ChangeEntry(change, ChangeSort.OfOther, change.Property, change.OldValue, change.NewValue);
        if (change.Kind != ChangeKind.Changed)
            return new ChangeEntry(change, Whole(change.Kind), null, null, null);
        foreach (string reference in References)
        {
            if (IsOf(change, reference, NameSuffix) && references.ContainsKey((change.RunNumber, change.Id, reference + IdSuffix)))
                return null;
            if (!IsOf(change, reference, IdSuffix))
                continue;
            references.TryGetValue((change.RunNumber, change.Id, reference + NameSuffix), out Change? named);
            ChangeSort sort = reference == References[0] ? Direction(change) : ChangeSort.Property;
            return new ChangeEntry(
                change, sort, reference, named?.OldValue ?? Known(reference, change.OldValue),
                named?.NewValue ?? Known(reference, change.NewValue));
        }

        return new ChangeEntry(change, ChangeSort.Property, change.Property, change.OldValue, change.NewValue);
    }

    private static ChangeSort Whole(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => ChangeSort.Added,
        ChangeKind.Deleted => ChangeSort.Deleted,
        _ => ChangeSort.Restored,
    };

    private ChangeSort Direction(Change move)
    {
        Stage? from = move.OldValue is string old ? _stages.Find(old) : null;
        Stage? to = move.NewValue is string now ? _stages.Find(now) : null;
        return (from?.IsOpen, to?.IsOpen) switch
        {
            (true, false) => ChangeSort.Left,
            (false, true) => ChangeSort.Reopened,
            (true, true) when from!.Order is { } before && to!.Order is { } after && before != after => before < after
                ? ChangeSort.Forward
                : ChangeSort.Back,
            _ => ChangeSort.Moved,
        };
    }

    /// <summary>A stage that two ids have the same name of changes without its name.</summary>
    private object? Known(string reference, object? id) =>
        reference == References[0] && id is string stage && _stages.Find(stage) is { } known ? known.Name : id;
}
