using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Reading;

/// <summary>An opportunity before and after a run. It goes from one to the next.</summary>
internal sealed class VersionsOfChange : IDisposable
{
    private readonly PresentOpportunity _present;
    private readonly OpportunityVersion _before;
    private readonly OpportunityVersion _after;

    internal VersionsOfChange(SqliteDatabase database, SubjectReader subjects)
    {
        _present = new PresentOpportunity(database);
        _before = new OpportunityVersion(database, subjects, _present);
        _after = new OpportunityVersion(database, subjects, _present);
    }

    internal OpportunityVersion Before(long oid, long run)
    {
        _before.Move(oid, run - 1);
        return _before;
    }

    internal OpportunityVersion After(long oid, long run)
    {
        _after.Move(oid, run);
        return _after;
    }

    /// <summary>Its id, and its name as the run saw it.</summary>
    internal (string Id, string? Name) NameOf(long oid, long run)
    {
        string? name = (string?)After(oid, run).Value(nameof(Opportunity.Name));
        return (_present.Id, name);
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
        _present.Dispose();
    }
}
