using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Keeps what a run's items say of stages, companies, owners and contacts, each once, in <c>temp.said</c>, and numbers it. A set of hashes
/// finds what was said before: to let SQL group the texts afterwards was a third of a run's own time, and the texts themselves would be the
/// memory of a large account.
/// </summary>
internal sealed class SaidIndex : IDisposable
{
    private readonly Dictionary<Digest, long> _numbers = [];
    private readonly BodyWriter _bodies = new();
    private readonly SqliteStatement _insert;
    private byte[] _hashed = new byte[1024];

    internal SaidIndex(SqliteDatabase database)
    {
        database.Execute(
            "CREATE TEMP TABLE said (n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT, body TEXT NOT NULL, sid INTEGER, vid "
            + "INTEGER, is_new INTEGER)");
        _insert = database.Prepare("INSERT INTO temp.said (n, kind, id, body) VALUES (?, ?, ?, ?)");
    }

    /// <summary>What an opportunity says of its stage, company or owner; null when it says nothing, not even an id.</summary>
    internal long? NumberOrNull<T>(Subject<T> subject, T record)
    {
        string? id = subject.GetId(record);
        ReadOnlySpan<byte> body = _bodies.Of(subject, record, out bool isEmpty);
        return isEmpty && id is null ? null : NumberOf((byte)subject.Kind, id, body);
    }

    /// <summary>What is said of a person of a team: a place in it, even where nothing is.</summary>
    internal long NumberOf<T>(Subject<T> subject, T record) =>
        NumberOf((byte)subject.Kind, subject.GetId(record), _bodies.Of(subject, record, out _));

    public void Dispose()
    {
        _insert.Dispose();
        _bodies.Dispose();
    }

    private long NumberOf(byte kind, string? id, ReadOnlySpan<byte> body)
    {
        Digest digest = DigestOf(kind, id, body);
        if (_numbers.TryGetValue(digest, out long number))
            return number;
        number = _numbers.Count + 1;
        _numbers.Add(digest, number);
        _insert.Bind(0, number);
        _insert.Bind(1, kind);
        _insert.Bind(2, id);
        _insert.Bind(3, body);
        _insert.Run();
        return number;
    }

    // Cryptographic, because two texts of a server must never be taken for one; half of it is enough for that.
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
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_hashed.AsSpan(0, before + body.Length), hash);
        return new Digest(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
    }

    private readonly record struct Digest(ulong First, ulong Second);
}
