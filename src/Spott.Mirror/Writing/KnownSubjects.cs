using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds the numbers that the mirror has for what is said, and gives the next ones to what it has not. <c>temp.said</c> keeps what is said,
/// each once, <c>temp.new_subject</c> who was never named before.
/// </summary>
internal sealed class KnownSubjects : SubjectNumbers
{
    private readonly SqliteStatement _subject;
    private readonly SqliteStatement _value;
    private readonly SqliteStatement _valueOfNobody;
    private readonly SqliteStatement _newSubject;
    private readonly SqliteStatement _insertSubject;
    private readonly SqliteStatement _insertSaid;
    private readonly SqliteStatement _dispute;
    private long _lastSid;
    private long _lastVid;

    internal KnownSubjects(SqliteDatabase database)
    {
        // new_subject.vid: what is said of it; null from the second thing on. It stays null where a repeated item takes one back: the vote
        // has it.
        database.Execute("""
            CREATE TEMP TABLE said (vid INTEGER PRIMARY KEY, sid INTEGER, kind INTEGER NOT NULL, body TEXT, is_new INTEGER NOT NULL);
            CREATE TEMP TABLE new_subject (sid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, vid INTEGER, UNIQUE (id, kind));
            """);
        _lastSid = database.Count("SELECT max(sid) FROM subject");
        _lastVid = database.Count("SELECT max(vid) FROM subject_value");
        _subject = database.Prepare("SELECT sid FROM main.subject WHERE kind = ? AND id = ?");
        _value = database.Prepare("SELECT vid FROM main.subject_value WHERE sid = ? AND body = ?");
        _valueOfNobody = database.Prepare("SELECT vid FROM main.subject_value WHERE sid IS NULL AND kind = ? AND body = ?");
        _newSubject = database.Prepare("SELECT sid FROM temp.new_subject WHERE id = ? AND kind = ?");
        _insertSubject = database.Prepare("INSERT INTO temp.new_subject (sid, kind, id, vid) VALUES (?, ?, ?, ?)");
        _insertSaid = database.Prepare("INSERT INTO temp.said (vid, sid, kind, body, is_new) VALUES (?, ?, ?, ?, ?)");
        _dispute = database.Prepare("UPDATE temp.new_subject SET vid = NULL WHERE sid = ?");
    }

    internal override Said Of(ChangeSubject kind, string? id, ReadOnlySpan<byte> body)
    {
        Said said = NumbersOf(kind, id, body, out bool isNew);
        _insertSaid.Bind(0, said.Vid);
        _insertSaid.Bind(1, said.Sid);
        _insertSaid.Bind(2, (long)kind);
        // What the mirror has is not copied.
        if (isNew)
            _insertSaid.Bind(3, body);
        else
            _insertSaid.BindNull(3);
        _insertSaid.Bind(4, isNew ? 1 : 0);
        _insertSaid.Run();
        return said;
    }

    public override void Dispose()
    {
        _subject.Dispose();
        _value.Dispose();
        _valueOfNobody.Dispose();
        _newSubject.Dispose();
        _insertSubject.Dispose();
        _insertSaid.Dispose();
        _dispute.Dispose();
    }

    private Said NumbersOf(ChangeSubject kind, string? id, ReadOnlySpan<byte> body, out bool isNew)
    {
        if (id is null)
            return Numbers(null, Find(_valueOfNobody, (long)kind, body), out isNew);
        if (KnownSid(kind, id) is { } known)
            return Numbers(known, Find(_value, known, body), out isNew);
        if (NamedSid(kind, id) is { } named)
        {
            _dispute.Bind(0, named);
            _dispute.Run();
            return Numbers(named, null, out isNew);
        }

        Said said = Numbers(++_lastSid, null, out isNew);
        Insert(kind, id, said);
        return said;
    }

    private static long? Find(SqliteStatement statement, long number, ReadOnlySpan<byte> body)
    {
        statement.Bind(0, number);
        statement.Bind(1, body);
        return statement.First();
    }

    private Said Numbers(long? sid, long? vid, out bool isNew)
    {
        isNew = vid is null;
        return new Said(sid, vid ?? ++_lastVid);
    }

    private long? KnownSid(ChangeSubject kind, string id)
    {
        _subject.Bind(0, (long)kind);
        _subject.Bind(1, id);
        return _subject.First();
    }

    private long? NamedSid(ChangeSubject kind, string id)
    {
        _newSubject.Bind(0, id);
        _newSubject.Bind(1, (long)kind);
        return _newSubject.First();
    }

    private void Insert(ChangeSubject kind, string id, Said said)
    {
        _insertSubject.Bind(0, said.Sid);
        _insertSubject.Bind(1, (long)kind);
        _insertSubject.Bind(2, id);
        _insertSubject.Bind(3, said.Vid);
        _insertSubject.Run();
    }
}
