using System;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spott.Engine.Json;

/// <summary>What an object of the API's JSON holds of a record: its members, and how to know the one that the reader stands on.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class ObjectShape<TRecord>
    where TRecord : class
{
    private readonly ObjectMember<TRecord>[] _members;
    private readonly byte[] _viewType;

    /// <param name="path">Of the object in its record; empty for the record's own.</param>
    /// <param name="viewType">The documented value of its <c>viewType</c>, which tells nothing; empty for none.</param>
    /// <param name="members">In the order in which the server is expected to send them.</param>
    internal ObjectShape(string path, byte[] viewType, ObjectMember<TRecord>[] members)
    {
        Path = path;
        _viewType = viewType;
        _members = members;
    }

    internal string Path { get; }

    internal ReadOnlySpan<byte> ViewType => _viewType;

    /// <summary>The member whose name the reader stands on; null for one that is not known.</summary>
    /// <param name="reader">Stands on a property's name.</param>
    /// <param name="next">The place at which to look first, afterwards the one behind what was found: servers keep to an order.</param>
    [MethodImpl(HotPath.Options)]
    internal ObjectMember<TRecord>? Find(ref Utf8JsonReader reader, ref int next)
    {
        ObjectMember<TRecord>[] members = _members;
        for (int tried = 0; tried < members.Length; tried++)
        {
            if (next >= members.Length)
                next = 0;
            ObjectMember<TRecord> member = members[next];
            if (JsonStrings.Is(ref reader, member.Name))
            {
                next++;
                return member;
            }

            next++;
        }

        return null;
    }
}
