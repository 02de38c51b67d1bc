using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds the numbers that the mirror has for what is said, and gives the next ones to what it has not. Nobody else gives numbers: the
/// mirror's one writer does, and this is a part of it.
/// </summary>
internal sealed class KnownSubjects : IDisposable
{
    private readonly SqliteStatement? _subject;
    private readonly SqliteStatement? _value;
    private readonly SqliteStatement? _valueOfNobody;
    private readonly SqliteStatement _newSubject;
    private readonly SqliteStatement _insertSubject;
    private readonly SqliteStatement _dispute;
    private long _lastSid;
    private long _lastVid;

    /// <param name="database">The mirror's.</param>
    /// <param name="isNew">Whether it holds nothing yet, not even tables.</param>
    internal KnownSubjects(SqliteDatabase database, bool isNew)
    {
        database.Execute(
            // vid: what is said of it; null from the second thing on. It stays null where a repeated item takes one back: the vote has it.
            "CREATE TEMP TABLE new_subject "
            + "(sid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, vid INTEGER, UNIQUE (id, kind))");
        _newSubject = database.Prepare("SELECT sid FROM temp.new_subject WHERE id = ? AND kind = ?");
        _insertSubject = database.Prepare("INSERT INTO temp.new_subject (sid, kind, id, vid) VALUES (?, ?, ?, ?)");
        _dispute = database.Prepare("UPDATE temp.new_subject SET vid = NULL WHERE sid = ?");
        if (isNew)
            return;
        _lastSid = database.Count("SELECT max(sid) FROM subject");
        _lastVid = database.Count("SELECT max(vid) FROM subject_value");
        _subject = database.Prepare("SELECT sid FROM main.subject WHERE kind = ? AND id = ?");
        _value = database.Prepare("SELECT vid FROM main.subject_value WHERE sid = ? AND body = ?");
        _valueOfNobody = database.Prepare("SELECT vid FROM main.subject_value WHERE sid IS NULL AND kind = ? AND body = ?");
    }

    /// <param name="kind">Of what is said.</param>
    /// <param name="id">Its id, if it has one.</param>
    /// <param name="body">What is said, for the first time in this run.</param>
    /// <param name="isNew">Whether the mirror never heard it before.</param>
    internal Said NumbersOf(ChangeSubject kind, string? id, ReadOnlySpan<byte> body, out bool isNew)
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

    public void Dispose()
    {
        _subject?.Dispose();
        _value?.Dispose();
        _valueOfNobody?.Dispose();
        _newSubject.Dispose();
        _insertSubject.Dispose();
        _dispute.Dispose();
    }

    private static long? Find(SqliteStatement? statement, long number, ReadOnlySpan<byte> body)
    {
        if (statement is null)
            return null;
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
        if (_subject is null)
            return null;
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
