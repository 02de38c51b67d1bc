using System;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>What an object of the API's JSON holds of a record: its members, and what becomes of each.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class ObjectShape<TRecord>
    where TRecord : class
{
    private readonly string _path;
    private readonly ObjectMember<TRecord>[] _members;
    private readonly byte[] _viewType;

    /// <param name="path">Of the object in its record; empty for the record's own.</param>
    /// <param name="viewType">The documented value of its <c>viewType</c>, which tells nothing; empty for none.</param>
    /// <param name="members">In the order in which the server is expected to send them.</param>
    internal ObjectShape(string path, byte[] viewType, ObjectMember<TRecord>[] members)
    {
        _path = path;
        _viewType = viewType;
        _members = members;
    }

    /// <summary>Reads an object into a record.</summary>
    /// <param name="reader">Stands on the object's start; afterwards on its end.</param>
    /// <param name="fields">What reads the values.</param>
    /// <param name="record">What the known members go to.</param>
    /// <param name="place">Where the others are kept.</param>
    [MethodImpl(HotPath.Options)]
    internal void Read(ref Utf8JsonReader reader, FieldReader fields, TRecord record, in FieldPlace place)
    {
        int next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Find(ref reader, ref next) is not { } member)
            {
                fields.Keep(ref reader, _path, _viewType, place);
                continue;
            }

            reader.Read();
            if (member.Text is { } setText)
                setText(record, fields.Text(ref reader, member, place, member.IsCommon));
            else if (member.Inner is { } inner && reader.TokenType == JsonTokenType.StartObject)
                inner.Read(ref reader, fields, record, place);
            else if (member.Moment is { } setMoment)
                setMoment(record, fields.Moment(ref reader, member, place));
            else
                ReadRare(ref reader, fields, member, record, place);
        }
    }

    private static void ReadRare(
        ref Utf8JsonReader reader, FieldReader fields, ObjectMember<TRecord> member, TRecord record, in FieldPlace place)
    {
        if (member.List is { } list && reader.TokenType == JsonTokenType.StartArray)
            list.Read(ref reader, fields, member, record, place);
        else if (member.Flag is { } setFlag)
            setFlag(record, fields.Flag(ref reader, member, place));
        else if (member.Number is { } setNumber)
            setNumber(record, fields.Number(ref reader, member, place));
        else
            fields.Unexpected(ref reader, member, place);
    }

    /// <summary>The member whose name the reader stands on; null for one that is not known.</summary>
    /// <param name="reader">Stands on a property's name.</param>
    /// <param name="next">The place at which to look first, afterwards the one behind what was found: servers keep to an order.</param>
    [MethodImpl(HotPath.Inlined)]
    private ObjectMember<TRecord>? Find(ref Utf8JsonReader reader, ref int next)
    {
        ObjectMember<TRecord>[] members = _members;
        if ((uint)next < (uint)members.Length && JsonStrings.Is(ref reader, members[next].Name))
            return members[next++];
        return Search(ref reader, ref next);
    }

    [MethodImpl(HotPath.Options)]
    private ObjectMember<TRecord>? Search(ref Utf8JsonReader reader, ref int next)
    {
        ObjectMember<TRecord>[] members = _members;
        for (int index = 0; index < members.Length; index++)
        {
            if (!JsonStrings.Is(ref reader, members[index].Name))
                continue;
            next = index + 1;
            return members[index];
        }

        return null;
    }
}
