using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// Compares each touched row with what the run read, property by property, and writes the feed; runs before the rows are written.
/// </summary>
internal sealed class ChangeStep
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    // Each reference is four columns from here on, each own column two after them.
    private const int FirstReference = 8;

    private readonly RunContext _context;
    private readonly SqliteDatabase _database;

    internal ChangeStep(RunContext context)
    {
        _context = context;
        _database = context.Database;
    }

    internal void Run()
    {
        using ChangeWriter writer = new(_context);
        SubjectChanges(writer);
        _context.Run.NewCount = _database.Count("SELECT count(*) FROM temp.item WHERE is_new = 1");
        foreach (SqliteStatement row in _context.HasBaseline ? _database.Rows(
            "SELECT i.oid, i.id, a.name FROM temp.item i JOIN temp.data a ON a.ord = i.ord WHERE i.is_new = 1 ORDER BY i.ord")
            : Array.Empty<SqliteStatement>())
            writer.Whole(ChangeTarget.OfOpportunity(row), _context.LastEvidence, ChangeKind.Added);
        OpportunityChanges(writer);
        _context.Run.DeletedCount = _database.Count("SELECT count(*) FROM temp.dying");
        foreach (SqliteStatement row in _database.Rows(
            "SELECT c.oid, c.id, c.name, c.seen_run FROM temp.dying d CROSS JOIN opportunity_present c ON c.oid = d.oid ORDER BY c.oid"))
            writer.Whole(ChangeTarget.OfOpportunity(row), row.Number(3), ChangeKind.Deleted);
        writer.Finish();
    }

    private void SubjectChanges(ChangeWriter writer)
    {
        const string Sql = """
            SELECT s.sid, s.kind, o.seen_run, o.body, n.body FROM temp.flip f CROSS JOIN subject s ON s.sid = f.sid
            JOIN subject_value n ON n.vid = f.new LEFT JOIN subject_value o ON o.vid = f.old ORDER BY s.sid
            """;
        foreach (SqliteStatement row in _database.Rows(Sql))
        {
            ChangeTarget target = new((ChangeSubject)row.Number(1), row.Number(0));
            if (row.IsNull(3))
                writer.Whole(target, _context.LastEvidence, ChangeKind.Added);
            else if (target.Subject == ChangeSubject.Contact)
                Compare(writer, target, Subjects.Contact, static () => new Contact(), row);
            else
                Compare(writer, target, OfOpportunity(target.Subject), static () => new Opportunity(string.Empty), row);
        }
    }

    private static Subject<Opportunity> OfOpportunity(ChangeSubject kind) => Subjects.OfOpportunity.First(its => its.Kind == kind);

    private static void Compare<T>(ChangeWriter writer, ChangeTarget target, Subject<T> subject, Func<T> create, SqliteStatement row)
    {
        T before = create();
        T now = create();
        Body.Apply(subject, row.Bytes(3), before);
        Body.Apply(subject, row.Bytes(4), now);
        foreach (MirroredField<T> field in subject.Fields)
        {
            writer.Property(
                target, row.Number(2), field.Name, field.Kind, Cell.Of(field.Kind, field.Get(before)), Cell.Of(field.Kind, field.Get(now)));
        }
    }

    private void OpportunityChanges(ChangeWriter writer)
    {
        string references = string.Join(", ", References.Select(name =>
            $"c.{name}, coalesce(c.{name}_own, (SELECT s.vid FROM subject s WHERE s.sid = c.{name})), i.{name}, i.{name}_vid"));
        string own = string.Join(", ", OwnFields.All.Select(field => $"c.{field.Column}, a.{field.Column}"));
        string sql = $"""
            SELECT c.oid, c.id, a.name, c.deleted_run, c.seen_run, {_context.SeenRun}, c.team, i.team, {references}, {own}
            FROM temp.touched t JOIN temp.item i ON i.ord = t.ord JOIN temp.data a ON a.ord = t.ord CROSS JOIN opportunity_present c ON c.oid = t.oid ORDER BY t.ord
            """;
        using SubjectLookup lookup = new(_database);
        foreach (SqliteStatement row in _database.Rows(sql))
        {
            ChangeTarget target = ChangeTarget.OfOpportunity(row);
            bool wasDeleted = !row.IsNull(3);
            long before = writer.Count;
            if (wasDeleted)
                writer.Whole(target, _context.LastEvidence, ChangeKind.Restored);
            Compare(writer, row, target, row.Number(5), lookup);
            if (wasDeleted)
                _context.Run.RestoredCount++;
            else if (writer.Count > before)
                _context.Run.ChangedCount++;
        }
    }

    private static void Compare(ChangeWriter writer, SqliteStatement row, ChangeTarget target, long seenRun, SubjectLookup lookup)
    {
        int column = FirstReference;
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            CompareReference(writer, subject, row, column, target, seenRun, lookup);
            column += 4;
        }

        foreach (MirroredField<Opportunity> field in OwnFields.All)
        {
            (object? before, object? now) = (row.Cell(column), row.Cell(column + 1));
            if (field.Kind == FieldKind.Json)
                writer.Property(target, seenRun, field.Name, field.Kind, before, now);
            else if (!Equals(before, now))
                writer.Versioned(target, seenRun, field.Name, before, now);
            column += 2;
        }

        // Its people are looked up where they are shown, also in the last days: they may be erased.
        if (!TeamText.HaveSamePeople(row.TextOrNull(6), row.TextOrNull(7)))
            writer.Versioned(target, seenRun, nameof(Opportunity.ClientTeam), null, null);
    }

    /// <summary>
    /// A move is told by id and name; a new name of the same one is that one's own change. What has no id is the opportunity's own.
    /// </summary>
    private static void CompareReference(
        ChangeWriter writer, Subject<Opportunity> subject, SqliteStatement row, int column, ChangeTarget target, long seenRun,
        SubjectLookup lookup)
    {
        (long? oldSid, long? oldVid, long? newSid, long? newVid) =
            (row.NumberOrNull(column), row.NumberOrNull(column + 1), row.NumberOrNull(column + 2), row.NumberOrNull(column + 3));
        if (oldSid == newSid && (oldSid is not null || oldVid == newVid))
            return;

        Opportunity before = lookup.Said(subject, oldVid);
        Opportunity now = lookup.Said(subject, newVid);
        bool isOwn = oldSid is null && newSid is null;
        if (!isOwn)
            writer.Versioned(target, seenRun, subject.Kind + "Id", subject.GetId(before), subject.GetId(now));
        foreach (MirroredField<Opportunity> field in isOwn ? subject.Fields : subject.Fields.Take(1))
        {
            (object? old, object? present) = (Cell.Of(field.Kind, field.Get(before)), Cell.Of(field.Kind, field.Get(now)));
            if (!Equals(old, present))
                writer.Versioned(target, seenRun, subject.Kind + field.Name, old, present);
        }
    }
}
