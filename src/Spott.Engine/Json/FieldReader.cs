using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>
/// Reads a member's value into the type that the record's table gives it. What does not fit goes, as it came, into the record's additional
/// properties, and its path into a list to be warned about.
/// </summary>
internal sealed class FieldReader
{
    private static readonly DateTime FirstSafeMoment = DateTime.MinValue.AddDays(2);
    private static readonly DateTime LastSafeMoment = DateTime.MaxValue.AddDays(-2);

    private readonly SharedStrings _shared;

    internal FieldReader(SharedStrings shared, ValueBudget budget)
    {
        _shared = shared;
        Budget = budget;
    }

    /// <summary>What the page may still hold.</summary>
    internal ValueBudget Budget { get; }

    internal HashSet<string> UnexpectedFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps an element of a list that is not of the list's type.</summary>
    internal void KeepElement(ref Utf8JsonReader reader, ObjectMember list, int index, in FieldPlace place)
    {
        UnexpectedFields.Add(list.PathInItem + "[]");
        KeepValue(ref reader, FormattableString.Invariant($"{list.Path}[{index}]"), place);
    }

    [MethodImpl(HotPath.Options)]
    internal string? Text(ref Utf8JsonReader reader, ObjectMember member, in FieldPlace place, bool isCommon)
    {
        if (reader.TokenType == JsonTokenType.String)
            return isCommon ? _shared.Get(ref reader) : JsonStrings.Get(ref reader);
        Unexpected(ref reader, member, place);
        return null;
    }

    internal bool? Flag(ref Utf8JsonReader reader, ObjectMember member, in FieldPlace place)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.TokenType == JsonTokenType.True;
        Unexpected(ref reader, member, place);
        return null;
    }

    internal decimal? Number(ref Utf8JsonReader reader, ObjectMember member, in FieldPlace place)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number))
            return number;
        Unexpected(ref reader, member, place);
        return null;
    }

    internal DateTime? Moment(ref Utf8JsonReader reader, ObjectMember member, in FieldPlace place)
    {
        if (reader.TokenType != JsonTokenType.String || !JsonMoment.TryRead(ref reader, out DateTime moment))
        {
            Unexpected(ref reader, member, place);
            return null;
        }

        // Local time ends where a date does, in whatever zone somebody reads it: the property can be off there, so the text is kept beside
        // it.
        if (moment < FirstSafeMoment || moment > LastSafeMoment)
            place.Keep(member.Path, JsonStrings.Get(ref reader));
        return moment;
    }

    /// <summary>Keeps a property that the module does not know.</summary>
    /// <param name="reader">Stands on the property's name.</param>
    /// <param name="parent">Path of the object that it is in; empty for the record itself.</param>
    /// <param name="viewType">The documented value of the object's <c>viewType</c>, which tells nothing; empty for none.</param>
    /// <param name="place">Where the object stands.</param>
    [MethodImpl(HotPath.Options)]
    internal void Keep(ref Utf8JsonReader reader, string parent, ReadOnlySpan<byte> viewType, in FieldPlace place)
    {
        bool isViewType = viewType.Length > 0 && JsonStrings.Is(ref reader, "viewType"u8);
        string name = isViewType ? "viewType" : JsonStrings.Get(ref reader);
        reader.Read();
        if (!isViewType || reader.TokenType != JsonTokenType.String || !JsonStrings.Is(ref reader, viewType))
            KeepValue(ref reader, JsonPath.Of(parent, name), place);
    }

    /// <summary>Keeps a known member's value that is not of its type; null is of any.</summary>
    internal void Unexpected(ref Utf8JsonReader reader, ObjectMember member, in FieldPlace place)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        UnexpectedFields.Add(member.PathInItem);
        KeepValue(ref reader, member.Path, place);
    }

    private void KeepValue(ref Utf8JsonReader reader, string path, in FieldPlace place) =>
        place.Keep(path, JsonValue.Read(ref reader, Budget));
}
