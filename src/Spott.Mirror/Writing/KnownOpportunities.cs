using System;
using Spott.Mirror.Database;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds the number that the mirror has for an opportunity, or will have, and whether it was read from the same text when it was read last.
/// </summary>
internal sealed class KnownOpportunities : IDisposable
{
    private static readonly Digest Build =
        Digest.OfBuild(typeof(KnownOpportunities)).With(Digest.OfBuild(typeof(Opportunity)));

    private readonly SqliteStatement _find;
    private long _last;

    internal KnownOpportunities(SqliteDatabase database)
    {
        _last = database.Count("SELECT max(oid) FROM opportunity_present");
        _find = database.Prepare("""
            SELECT c.oid, s.oid FROM main.opportunity_present c
            LEFT JOIN main.opportunity_source s ON s.oid = c.oid AND s.first = ? AND s.second = ? WHERE c.id = ?
            """);
    }

    /// <summary>
    /// What it was read from, and the build that keeps it: another one of the module may make something else of the same text.
    /// </summary>
    internal static (long First, long Second)? SourceOf(Opportunity item) =>
        item.Source?.With(Build) is { } source ? ((long)source.First, (long)source.Second) : null;

    /// <param name="id">The opportunity's.</param>
    /// <param name="source">What it was read from; null when nobody knows.</param>
    /// <param name="isNew">Whether the mirror never met it; met twice in one run it gets two numbers, and the last one counts.</param>
    /// <param name="isSame">Whether it was read from the same text: then it is what it was.</param>
    internal long NumberOf(string id, (long First, long Second)? source, out bool isNew, out bool isSame)
    {
        isNew = true;
        isSame = false;
        _find.Bind(0, source?.First);
        _find.Bind(1, source?.Second);
        _find.Bind(2, id);
        if (_find.Read())
        {
            isNew = false;
            isSame = !_find.IsNull(1);
        }

        long number = isNew ? ++_last : _find.Number(0);
        _find.Reset();
        return number;
    }

    public void Dispose() => _find.Dispose();
}
