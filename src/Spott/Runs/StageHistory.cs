using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// The stays of opportunities in their stages, out of the moves that a mirror wrote down. An opportunity that the first full run found had
/// been in its stage for nobody knows how long; one that came later began when it was created.
/// </summary>
internal sealed class StageHistory
{
    private readonly DateTime _begin;
    private readonly DateTime _until;
    private readonly Dictionary<string, Opportunity> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _oldNames = new(StringComparer.Ordinal);

    /// <param name="begin">The end of the mirror's first full run, local time.</param>
    /// <param name="until">The moment of the answer, local time.</param>
    /// <param name="known">Opportunities of any time, which tell the stages' names and order; later ones win.</param>
    internal StageHistory(DateTime begin, DateTime until, IEnumerable<Opportunity> known)
    {
        _begin = begin;
        _until = until;
        foreach (Opportunity opportunity in known)
        {
            if (opportunity.StageId is { } id)
                _stages[id] = opportunity;
        }
    }

    /// <summary>By opportunity, oldest first.</summary>
    /// <param name="opportunities">Deleted ones included, as they are at the moment of the answer.</param>
    /// <param name="changes">All of them up to that moment, oldest first.</param>
    internal IEnumerable<StageStay> Of(IReadOnlyList<MirroredOpportunity> opportunities, IReadOnlyList<Change> changes)
    {
        LearnNames(changes);
        ILookup<string, Change> steps = changes
            .Where(
                change => change.Subject == ChangeSubject.Opportunity
                    && (change.Kind != ChangeKind.Changed || change.Property == nameof(Opportunity.StageId)))
            .ToLookup(change => change.Id, StringComparer.Ordinal);
        return opportunities.SelectMany(opportunity => Of(opportunity.Value, steps[opportunity.Value.Id].ToArray()));
    }

    private IEnumerable<StageStay> Of(Opportunity opportunity, Change[] steps)
    {
        Change? firstMove = steps.FirstOrDefault(step => step.Kind == ChangeKind.Changed);
        string? stage = firstMove is null ? opportunity.StageId : firstMove.OldValue as string;
        StageStay? stay = steps.FirstOrDefault(step => step.Kind == ChangeKind.Added) is { } added
            ? Begin(
                opportunity, stage, Earlier(
                    opportunity.CreatedAt, added.ObservedAt), opportunity.CreatedAt ?? added.NotBefore, isKnown: true)
            : Begin(opportunity, stage, _begin, null, isKnown: false);
        foreach (Change step in steps.Where(step => step.Kind != ChangeKind.Added))
        {
            if (stay is not null && step.Kind != ChangeKind.Restored)
            {
                yield return End(stay, step.ObservedAt);
                stay = null;
            }

            if (step.Kind == ChangeKind.Changed)
                stage = step.NewValue as string;
            // A restored one may be moved by the same run: that takes the place of the stay, and nothing of it is left.
            if (step.Kind != ChangeKind.Deleted)
                stay = Begin(opportunity, stage, step.ObservedAt, step.NotBefore, isKnown: true);
        }

        if (stay is not null)
        {
            stay.Duration = Positive(_until - stay.EnteredAt);
            yield return stay;
        }
    }

    private static DateTime Earlier(DateTime? created, DateTime observed) => created is { } at && at < observed ? at : observed;

    private static TimeSpan Positive(TimeSpan duration) => duration < TimeSpan.Zero ? TimeSpan.Zero : duration;

    private static StageStay End(StageStay stay, DateTime leftAt)
    {
        stay.LeftAt = leftAt;
        stay.Duration = Positive(leftAt - stay.EnteredAt);
        return stay;
    }

    private StageStay Begin(Opportunity opportunity, string? stage, DateTime enteredAt, DateTime? notBefore, bool isKnown)
    {
        Opportunity? witness = stage is not null && _stages.TryGetValue(stage, out Opportunity? one) ? one : null;
        return new StageStay(opportunity.Id)
        {
            OpportunityName = opportunity.Name,
            CompanyName = opportunity.CompanyName,
            StageId = stage,
            StageName = witness?.StageName ?? (stage is not null && _oldNames.TryGetValue(stage, out string? name) ? name : null),
            StageOrder = witness?.StageOrder,
            StageIsOpen = witness?.StageIsOpen,
            EnteredAt = enteredAt,
            EnteredNotBefore = notBefore,
            IsEntryKnown = isKnown,
        };
    }

    /// <summary>A stage that nobody is in any more has its name in the moves out of it.</summary>
    private void LearnNames(IReadOnlyList<Change> changes)
    {
        Change? id = null;
        foreach (Change change in changes.Where(change => change.Subject == ChangeSubject.Opportunity))
        {
            if (change.Property == nameof(Opportunity.StageId))
                id = change;
            else if (change.Property == nameof(Opportunity.StageName) && id is not null && id.Id == change.Id
                && id.RunNumber == change.RunNumber && id.OldValue is string old)
                _oldNames[old] = change.OldValue as string;
        }
    }
}
