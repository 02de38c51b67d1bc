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

    /// <param name="begin">The end of the mirror's first full run, local time.</param>
    /// <param name="until">The moment of the answer, local time.</param>
    /// <param name="stages">All stages that there were by then, as they are called.</param>
    internal StageHistory(DateTime begin, DateTime until, IEnumerable<Opportunity> stages)
    {
        _begin = begin;
        _until = until;
        foreach (Opportunity stage in stages)
            _stages[stage.StageId!] = stage;
    }

    /// <summary>By opportunity, oldest first.</summary>
    /// <param name="opportunities">Deleted ones included, as they are at the moment of the answer.</param>
    /// <param name="changes">All of them up to that moment, oldest first.</param>
    internal IEnumerable<StageStay> Of(IEnumerable<MirroredOpportunity> opportunities, IEnumerable<Change> changes)
    {
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
        StageStay? stay = First(opportunity, stage, steps.FirstOrDefault(step => step.Kind == ChangeKind.Added));
        long restoredIn = 0;
        foreach (Change step in steps.Where(step => step.Kind != ChangeKind.Added))
        {
            // A restored one that is in another stage was moved while it was away: of the old stage there is no stay.
            if (stay is not null && step.RunNumber != restoredIn)
                yield return End(stay, step.ObservedAt);
            stay = null;
            restoredIn = step.Kind == ChangeKind.Restored ? step.RunNumber : 0;
            if (step.Kind == ChangeKind.Changed)
                stage = step.NewValue as string;
            if (step.Kind != ChangeKind.Deleted)
                stay = Begin(opportunity, stage, step.ObservedAt, step.NotBefore, isKnown: true);
        }

        if (stay is not null)
        {
            stay.Duration = Positive(_until - stay.EnteredAt);
            yield return stay;
        }
    }

    private StageStay First(Opportunity opportunity, string? stage, Change? added)
    {
        if (added is null)
            return Begin(opportunity, stage, _begin, null, isKnown: false);
        // A server's clock that is ahead makes nothing younger than the run that saw it.
        return opportunity.CreatedAt is { } created && created < added.ObservedAt
            ? Begin(opportunity, stage, created, created, isKnown: true)
            : Begin(opportunity, stage, added.ObservedAt, added.NotBefore, isKnown: true);
    }

    private static TimeSpan Positive(TimeSpan duration) => duration < TimeSpan.Zero ? TimeSpan.Zero : duration;

    private static StageStay End(StageStay stay, DateTime leftAt)
    {
        stay.LeftAt = leftAt;
        stay.Duration = Positive(leftAt - stay.EnteredAt);
        return stay;
    }

    private StageStay Begin(Opportunity opportunity, string? stage, DateTime enteredAt, DateTime? notBefore, bool isKnown)
    {
        Opportunity? said = stage is not null && _stages.TryGetValue(stage, out Opportunity? one) ? one : null;
        return new StageStay(opportunity.Id)
        {
            OpportunityName = opportunity.Name,
            CompanyName = opportunity.CompanyName,
            StageId = stage,
            StageName = said?.StageName,
            StageOrder = said?.StageOrder,
            StageIsOpen = said?.StageIsOpen,
            EnteredAt = enteredAt,
            EnteredNotBefore = notBefore,
            IsEntryKnown = isKnown,
        };
    }
}
