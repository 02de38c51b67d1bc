using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Reading;

/// <summary>
/// A team as the mirror holds it, to be made of that later: of each person the id and what is said, a copy of its own, smaller than the
/// people. The mirror may be closed or gone by then.
/// </summary>
internal sealed class StoredTeam : DeferredTeam
{
    private const int HeadLength = 2 * sizeof(int);
    private const int NoId = -1;

    private readonly byte[] _people;

    private StoredTeam(byte[] people) => _people = people;

    internal override ValueList<Contact> Make(Opportunity opportunity)
    {
        List<Contact> people = new();
        for (ReadOnlySpan<byte> rest = _people; rest.Length > 0;)
        {
            Contact person = new() { OpportunityId = opportunity.Id, OpportunityName = opportunity.Name };
            int idLength = BinaryPrimitives.ReadInt32LittleEndian(rest);
            int bodyLength = BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(int)..]);
            rest = rest[HeadLength..];
            if (idLength != NoId)
            {
                person.Id = Encoding.UTF8.GetString(rest[..idLength]);
                rest = rest[idLength..];
            }

            if (bodyLength > 0)
                Body.Apply(Subjects.Contact, rest[..bodyLength], person);
            rest = rest[bodyLength..];
            people.Add(person);
        }

        return new ValueList<Contact>(people);
    }

    /// <summary>Takes person after person, for team after team.</summary>
    internal sealed class Builder
    {
        private byte[] _people = new byte[4096];
        private int _length;

        /// <param name="hasId">Whether the person has one.</param>
        /// <param name="id">It, UTF-8.</param>
        /// <param name="body">What is said, as the mirror holds it; empty when nothing is.</param>
        internal void Add(bool hasId, ReadOnlySpan<byte> id, ReadOnlySpan<byte> body)
        {
            int needed = _length + HeadLength + id.Length + body.Length;
            if (needed > _people.Length)
                Array.Resize(ref _people, Math.Max(needed, 2 * _people.Length));
            Span<byte> free = _people.AsSpan(_length);
            BinaryPrimitives.WriteInt32LittleEndian(free, hasId ? id.Length : NoId);
            BinaryPrimitives.WriteInt32LittleEndian(free[sizeof(int)..], body.Length);
            id.CopyTo(free[HeadLength..]);
            body.CopyTo(free[(HeadLength + id.Length)..]);
            _length = needed;
        }

        /// <summary>The team of those that were taken since the one before.</summary>
        internal StoredTeam Build()
        {
            StoredTeam team = new(_people.AsSpan(0, _length).ToArray());
            _length = 0;
            return team;
        }
    }
}
