using System;
using System.Text;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds the numbers of what a run's items say of stages, companies, owners and contacts, each of which is made into numbers once. This is
/// done while the run waits for its next page. A table of hashes finds what was said before in the run: to
/// let SQL group the texts afterwards was a third of its time, and the texts themselves would be the memory of a large account.
/// </summary>
internal sealed class SaidIndex : IDisposable
{
    private readonly SaidTable _said = new();
    private readonly LastSaid _last = new();
    private readonly BodyWriter _bodies = new();
    private readonly SubjectNumbers _numbers;
    private readonly ListedPaths _paths;
    private byte[] _hashed = new byte[1024];

    /// <param name="numbers">Gives a number to what is said for the first time; its owner's.</param>
    /// <param name="paths">Where the paths of people's additional properties are noted.</param>
    internal SaidIndex(SubjectNumbers numbers, ListedPaths paths)
    {
        _numbers = numbers;
        _paths = paths;
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
    internal Said OfMember(Contact person)
    {
        long before = _said.Count;
        Said said = Of(ChangeSubject.Contact, person.Id, _bodies.Of(Subjects.Contact, person, out _));
        if (_said.Count > before)
            _paths.Note(ChangeSubject.Contact, Subjects.ContactAdditionalProperties.Get(person) as JsonDictionary);
        return said;
    }

    public void Dispose() => _bodies.Dispose();

    private Said Of(ChangeSubject kind, string? id, ReadOnlySpan<byte> body)
    {
        Digest digest = DigestOf((byte)kind, id, body);
        if (_said.TryGet(digest, out Said said))
            return said;
        said = _numbers.Of(kind, id, body);
        _said.Add(digest, said);
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
