using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>
/// Writes what is said into a mirror that holds nothing yet. A subject has the number of what is said of it first, and is worth that until
/// the vote: so the number alone tells what else is said of it. <c>temp.disputed</c> has the subjects of which something else is said; they
/// have no value of old.
/// </summary>
internal sealed class FirstSubjects : SubjectNumbers
{
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertValue;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _dispute;
    private readonly SqliteDatabase _database;
    private long _last;

    /// <param name="database">The mirror's, whose tables are there.</param>
    /// <param name="run">The run's number.</param>
    internal FirstSubjects(SqliteDatabase database, long run)
    {
        _database = database;
        database.Execute("CREATE TEMP TABLE disputed (sid INTEGER PRIMARY KEY, old INTEGER)");
        _insert = database.Prepare(FormattableString.Invariant($"""
            INSERT INTO main.subject (sid, kind, id, vid, from_run) VALUES (?1, ?2, ?3, ?1, {run}) ON CONFLICT (kind, id) DO NOTHING
            """));
        _insertValue = database.Prepare("INSERT INTO main.subject_value (vid, sid, kind, body, seen_run) VALUES (?, ?, ?, ?, 0)");
        _find = database.Prepare("SELECT sid FROM main.subject WHERE kind = ? AND id = ?");
        _dispute = database.Prepare("INSERT OR IGNORE INTO temp.disputed (sid) VALUES (?)");
    }

    /// <summary>The number of what is said otherwise than the subject is worth until the vote; null for that itself.</summary>
    internal static long? OwnOf(Said said) => said.Vid == said.Sid ? null : said.Vid;

    internal override Said Of(ChangeSubject kind, string? id, ReadOnlySpan<byte> body)
    {
        long vid = ++_last;
        Said said = new(id is null ? null : SidOf(kind, id, vid), vid);
        _insertValue.Bind(0, said.Vid);
        _insertValue.Bind(1, said.Sid);
        _insertValue.Bind(2, (long)kind);
        _insertValue.Bind(3, body);
        _insertValue.Run();
        return said;
    }

    public override void Dispose()
    {
        _insert.Dispose();
        _insertValue.Dispose();
        _find.Dispose();
        _dispute.Dispose();
    }

    private long SidOf(ChangeSubject kind, string id, long vid)
    {
        _insert.Bind(0, vid);
        _insert.Bind(1, (long)kind);
        _insert.Bind(2, id);
        _insert.Run();
        if (_database.Changes() > 0)
            return vid;
        _find.Bind(0, (long)kind);
        _find.Bind(1, id);
        long sid = _find.First()!.Value;
        _dispute.Bind(0, sid);
        _dispute.Run();
        return sid;
    }
}
