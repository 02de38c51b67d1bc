using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Ports;
using Spott.Records;

namespace Spott.Mirror.Reading;

/// <summary>Makes changes of the feed's rows.</summary>
internal sealed class ChangeRows : IDisposable
{
    private const string Columns = """
        SELECT l.sequence, l.run,
            CASE WHEN v.id IS NULL THEN (SELECT b.started_at FROM run_log b WHERE b.number = l.not_before_run) ELSE v.not_before END,
            l.subject, l.target, l.kind, l.property, l.old_value, l.new_value, v.id, v.name, v.old_value, v.new_value FROM change_log l
        """;

    private const string Recent = "LEFT JOIN change_recent v ON v.sequence = l.sequence";

    // A mirror of the first version is read as it is, and has none.
    private const string NoneRecent =
        "LEFT JOIN (SELECT NULL AS not_before, NULL AS id, NULL AS name, NULL AS old_value, NULL AS new_value) v";

    private const int Kept = 7;
    private const int RecentId = 9;
    private const int RecentName = 10;
    private const int RecentValues = 11;

    private readonly SqliteDatabase _database;
    private readonly SubjectReader _subjects;
    private readonly FeedProperties _properties = new();
    private (ChangeSubject Subject, long Target, long Run) _lastNamed = (default, 0, 0);
    private (string Id, string? Name) _lastName;
    private (long Run, DateTime End) _lastRun;
    private (long Ticks, DateTime Local) _lastNotBefore;
    private SqliteStatement? _ends;
    private VersionsOfChange? _versions;

    internal ChangeRows(SqliteDatabase database)
    {
        _database = database;
        _subjects = new SubjectReader(database);
    }

    // Few ask for what is older, and to prepare it takes as long as to read a day's changes.
    private VersionsOfChange Versions => _versions ??= new VersionsOfChange(_database, _subjects);

    internal IEnumerable<Change> Read(ChangeQuery query)
    {
        string recent = _database.Count("PRAGMA user_version") < 2 ? NoneRecent : Recent;
        foreach (SqliteStatement row in _database.Rows($"{Columns} {recent} WHERE {Filter(query)} ORDER BY l.sequence", Values(query)))
            yield return Read(row);
    }

    public void Dispose()
    {
        _ends?.Dispose();
        _versions?.Dispose();
        _subjects.Dispose();
    }

    private Change Read(SqliteStatement row)
    {
        long run = row.Number(1);
        long target = row.Number(4);
        ChangeSubject subject = (ChangeSubject)row.Number(3);
        FeedProperty? property = row.IsNull(6) ? null : _properties.Of(subject, row.Bytes(6));
        (string id, string? name) = NameOf(row, subject, target, run);
        Change change = new(id)
        {
            Sequence = row.Number(0),
            RunNumber = run,
            ObservedAt = EndOf(run),
            NotBefore = row.NumberOrNull(2) is { } notBefore ? Local(notBefore) : null,
            Subject = subject,
            Name = name,
            Kind = (ChangeKind)row.Number(5),
            Property = property?.Name,
        };
        if (property is null)
            return change;

        if (property.Kind == FieldKind.Contacts)
        {
            change.OldValue = Versions.Before(target, run).ReadTeam();
            change.NewValue = Versions.After(target, run).ReadTeam();
        }
        else if (ValuesOf(row) is { } values)
        {
            change.OldValue = Shown(property.Kind, row, values);
            change.NewValue = Shown(property.Kind, row, values + 1);
        }
        else
        {
            change.OldValue = Shown(Versions.Before(target, run).Value(property.Name));
            change.NewValue = Shown(Versions.After(target, run).Value(property.Name));
        }

        return change;
    }

    // The changes of one run follow each other.
    private DateTime EndOf(long run)
    {
        if (_lastRun.Run != run)
        {
            _ends ??= _database.Prepare("SELECT completed_at FROM run_log WHERE number = ?");
            _ends.Bind(0, run);
            _lastRun = (run, Moments.Local(_ends.First() ?? 0));
        }

        return _lastRun.End;
    }

    // What changed in one opportunity was seen last in one run.
    private DateTime Local(long ticks)
    {
        if (_lastNotBefore.Ticks != ticks)
            _lastNotBefore = (ticks, Moments.Local(ticks));
        return _lastNotBefore.Local;
    }

    // The first of the two columns that have a change's values; null where only the versions have them.
    private static int? ValuesOf(SqliteStatement row) =>
        !row.IsNull(Kept) || !row.IsNull(Kept + 1) ? Kept : row.IsNull(RecentId) ? null : RecentValues;

    // The changes of one target in one run follow each other.
    private (string Id, string? Name) NameOf(SqliteStatement row, ChangeSubject subject, long target, long run)
    {
        if (_lastNamed != (subject, target, run))
        {
            _lastName = subject != ChangeSubject.Opportunity ? Named(subject, target, run)
                : row.IsNull(RecentId) ? Versions.NameOf(target, run)
                : (row.Text(RecentId), row.TextOrNull(RecentName));
            _lastNamed = (subject, target, run);
        }

        return _lastName;
    }

    private static object? Shown(FieldKind kind, SqliteStatement row, int column) => kind != FieldKind.Moment
        ? Cell.Value(kind, row.Cell(column))
        : row.NumberOrNull(column) is { } ticks ? Moments.Local(ticks) : null;

    // As a record's property shows it: a moment in local time.
    private static object? Shown(object? value) => value is DateTime moment ? moment.ToLocalTime() : value;

    private (string Id, string? Name) Named(ChangeSubject subject, long sid, long run)
    {
        if (subject == ChangeSubject.Contact)
        {
            Contact person = new();
            _subjects.Read(Subjects.Contact, person, sid, null, run);
            return (person.Id ?? string.Empty, person.FullName);
        }

        Subject<Opportunity> its = Subjects.OfOpportunity.First(other => other.Kind == subject);
        Opportunity item = new(string.Empty);
        _subjects.Read(its, item, sid, null, run);
        return (its.GetId(item) ?? string.Empty, (string?)its.Fields[0].Get(item));
    }

    private string Filter(ChangeQuery query)
    {
        List<string> terms = new() { "1" };
        if (query.AfterRun is { } after)
            terms.Add(From(after + 1));
        if (query.Since is { } since)
            terms.Add(From((LastRun("<", since) ?? 0) + 1));
        if (query.Until is { } until)
            terms.Add("l.run <= " + Text(LastRun("<=", until) ?? 0));
        if (query.Subjects.Count > 0)
            terms.Add($"l.subject IN ({string.Join(", ", query.Subjects.Select(subject => (int)subject))})");
        if (query.IsOfStays)
            terms.Add($"(l.property IS NULL OR l.property = '{nameof(Spott.Opportunity.StageId)}')");
        if (query.Kinds.Count > 0)
            terms.Add($"l.kind IN ({string.Join(", ", query.Kinds.Select(kind => (int)kind))})");
        if (query.Properties.Count > 0)
        {
            terms.Add($"""
                (l.property COLLATE NOCASE IN (SELECT value FROM json_each(?1)) OR (l.property LIKE '{OwnFields.AdditionalProperties}.%'
                    AND '{OwnFields.AdditionalProperties}' COLLATE NOCASE IN (SELECT value FROM json_each(?1))))
                """);
        }

        if (query.Ids.Count > 0)
        {
            terms.Add($"""
                CASE WHEN l.subject = {(int)ChangeSubject.Opportunity} THEN l.target IN (SELECT oid FROM opportunity_present WHERE id IN (SELECT value FROM json_each(?2)))
                    ELSE l.target IN (SELECT sid FROM subject WHERE id IN (SELECT value FROM json_each(?2))) END
                """);
        }

        return string.Join(" AND ", terms);
    }

    private static object?[] Values(ChangeQuery query) => query.Ids.Count > 0
        ? new object?[] { StoredJson.Write(query.Properties.ToArray()), StoredJson.Write(query.Ids.ToArray()) }
        : query.Properties.Count > 0 ? new object?[] { StoredJson.Write(query.Properties.ToArray()) } : Array.Empty<object?>();

    // The moments of runs never go back: a bound on one is a bound on the other. What is asked for is seldom long ago.
    private long? LastRun(string comparison, DateTimeOffset moment) => (long?)_database.Value(
        $"SELECT number FROM run_log WHERE completed_at {comparison} ? ORDER BY number DESC LIMIT 1", Moments.Of(moment));

    // By the feed's own number, which grows with the run's: SQLite would else look at the whole log to give it in this order.
    private static string From(long run) =>
        $"l.sequence >= (SELECT sequence FROM change_log WHERE run >= {Text(run)} ORDER BY run, sequence LIMIT 1)";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
