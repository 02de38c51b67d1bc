using System;
using System.Text;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// Keeps what a run's items say of stages, companies, owners and contacts, each once, in <c>temp.said</c>, and gives it the numbers that it
/// has in the mirror, or will have: <c>temp.new_subject</c> has who was never named before. This is done while the run waits for its next
/// page, so that the transaction is short. A table of hashes finds what was said before in the run: to let SQL group the texts afterwards
/// was a third of its time, and the texts themselves would be the memory of a large account.
/// </summary>
internal sealed class SaidIndex : IDisposable
{
    private readonly SaidTable _said = new();
    private readonly LastSaid _last = new();
    private readonly BodyWriter _bodies = new();
    private readonly KnownSubjects _known;
    private readonly SqliteStatement _insert;
    private byte[] _hashed = new byte[1024];

    /// <param name="database">The mirror's.</param>
    /// <param name="isNew">Whether it holds nothing yet, not even tables.</param>
    internal SaidIndex(SqliteDatabase database, bool isNew)
    {
        database.Execute(
            "CREATE TEMP TABLE said (vid INTEGER PRIMARY KEY, sid INTEGER, kind INTEGER NOT NULL, body TEXT, is_new INTEGER NOT NULL)");
        _known = new KnownSubjects(database, isNew);
        _insert = database.Prepare("INSERT INTO temp.said (vid, sid, kind, body, is_new) VALUES (?, ?, ?, ?, ?)");
    }

    /// <summary>What an opportunity says of its stage, company or owner; null when it says nothing, not even an id.</summary>
    internal Said? OfReference<T>(Subject<T> subject, T record)
    {
        string? id = subject.GetId(record);
        if (id is not null && _last.TryGet(subject, record, id, out Said last))
            return last;
        ReadOnlySpan<byte> body = _bodies.Of(subject, record, out bool isEmpty);
        if (id is null)
            return isEmpty ? null : Of(subject.Kind, id, body);
        Said said = Of(subject.Kind, id, body);
        _last.Note(subject, record, id, said);
        return said;
    }

    /// <summary>What is said of a person of a team: a place in it, even where nothing is.</summary>
    internal Said OfMember<T>(Subject<T> subject, T record) =>
        Of(subject.Kind, subject.GetId(record), _bodies.Of(subject, record, out _));

    public void Dispose()
    {
        _insert.Dispose();
        _known.Dispose();
        _bodies.Dispose();
    }

    private Said Of(ChangeSubject kind, string? id, ReadOnlySpan<byte> body)
    {
        Digest digest = DigestOf((byte)kind, id, body);
        if (_said.TryGet(digest, out Said said))
            return said;
        said = _known.NumbersOf(kind, id, body, out bool isNew);
        _said.Add(digest, said);
        _insert.Bind(0, said.Vid);
        _insert.Bind(1, said.Sid);
        _insert.Bind(2, (long)kind);
        // What the mirror has is not copied.
        if (isNew)
            _insert.Bind(3, body);
        else
            _insert.BindNull(3);
        _insert.Bind(4, isNew ? 1 : 0);
        _insert.Run();
        return said;
    }

    private Digest DigestOf(byte kind, string? id, ReadOnlySpan<byte> body)
    {
        int most = 5 + Encoding.UTF8.GetMaxByteCount(id?.Length ?? 0) + body.Length;
        if (_hashed.Length < most)
            _hashed = new byte[most];
        _hashed[0] = kind;
        int length = id is null ? -1 : Encoding.UTF8.GetBytes(id, _hashed.AsSpan(5));
        BitConverter.TryWriteBytes(_hashed.AsSpan(1), length);
        int before = 5 + Math.Max(0, length);
        body.CopyTo(_hashed.AsSpan(before));
        return Digest.Of(_hashed.AsSpan(0, before + body.Length));
    }
}
