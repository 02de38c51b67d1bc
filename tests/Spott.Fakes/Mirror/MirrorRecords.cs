using System;

namespace Spott.Fakes;

/// <summary>What a mirror's readers give, with a text of the server in each place that has one.</summary>
public static class MirrorRecords
{
    /// <param name="text">Name, property and values.</param>
    public static Change Change(string text) => new(text)
    {
        Sequence = 1,
        RunNumber = 2,
        ObservedAt = DateTime.Now,
        Subject = ChangeSubject.Opportunity,
        Kind = ChangeKind.Changed,
        Name = text,
        Property = text,
        OldValue = text,
        NewValue = text,
    };

    /// <param name="text">The names and identifiers.</param>
    public static StageStay Stay(string text) => new(text)
    {
        OpportunityName = text,
        CompanyName = text,
        StageId = text,
        StageName = text,
        EnteredAt = DateTime.Now.AddDays(-3),
        Duration = TimeSpan.FromDays(3),
    };
}
