using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spott.Engine.Json;

/// <summary>
/// Reads one field at a time into the type that the contract gives it. What does not fit goes, as it came, into the record's additional
/// properties, and its path into a list to be warned about.
/// </summary>
internal sealed class FieldReader
{
    // A server chooses the names: they must fit into a warning, and the warnings on a screen.
    private const int LongestPath = 200;
    private const int MostLostFields = 50;

    private readonly SharedStrings _shared;

    internal FieldReader(SharedStrings shared, ValueBudget budget)
    {
        _shared = shared;
        Budget = budget;
    }

    /// <summary>What the page may still hold.</summary>
    internal ValueBudget Budget { get; }

    internal HashSet<string> UnexpectedFields { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> LostFields { get; } = new(StringComparer.Ordinal);

    /// <summary>Goes to the next property of the object that the reader is in.</summary>
    [MethodImpl(HotPath.Options)]
    internal static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps into a field that should be an object.</summary>
    /// <returns>False when it is none; it is then read.</returns>
    internal bool Enter(ref Utf8JsonReader reader, string path, in FieldOwner owner) => Enter(ref reader, path, owner, JsonTokenType.StartObject);

    /// <summary>Steps into a field that should be an array.</summary>
    /// <returns>False when it is none; it is then read.</returns>
    internal bool EnterList(ref Utf8JsonReader reader, string path, in FieldOwner owner) => Enter(ref reader, path, owner, JsonTokenType.StartArray);

    [MethodImpl(HotPath.Options)]
    internal string? Text(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? JsonStrings.Get(ref reader) : Unexpected<string>(ref reader, path, owner);
    }

    /// <summary>A text that many records have in common.</summary>
    [MethodImpl(HotPath.Options)]
    internal string? SharedText(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? _shared.Get(ref reader) : Unexpected<string>(ref reader, path, owner);
    }

    internal bool? Flag(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => Unexpected<bool?>(ref reader, path, owner),
        };
    }

    internal decimal? Number(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number)
            ? number
            : Unexpected<decimal?>(ref reader, path, owner);
    }

    /// <summary>A moment in ISO 8601 as local time; one without a zone is UTC, as all of the API's are.</summary>
    internal DateTime? Moment(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped || !reader.TryGetDateTime(out DateTime moment))
            return Unexpected<DateTime?>(ref reader, path, owner);
        return moment.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(moment, DateTimeKind.Utc).ToLocalTime() : moment.ToLocalTime();
    }

    /// <summary>Keeps a property that the module does not know.</summary>
    /// <param name="reader">Stands on the property's name.</param>
    /// <param name="parent">Path of the object that it is in; empty for the record itself.</param>
    /// <param name="viewType">The documented value of the object's <c>viewType</c>, which tells nothing; empty for none.</param>
    /// <param name="owner">The record.</param>
    [MethodImpl(HotPath.Options)]
    internal void Keep(ref Utf8JsonReader reader, string parent, ReadOnlySpan<byte> viewType, in FieldOwner owner)
    {
        bool isViewType = viewType.Length > 0 && JsonStrings.Is(ref reader, "viewType"u8);
        string name = isViewType ? "viewType" : JsonStrings.Get(ref reader);
        reader.Read();
        if (!isViewType || reader.TokenType != JsonTokenType.String || !JsonStrings.Is(ref reader, viewType))
            KeepValue(ref reader, parent.Length == 0 ? name : parent + "." + name, owner);
    }

    /// <summary>Keeps an element of a list that is not of the list's type.</summary>
    internal void KeepElement(ref Utf8JsonReader reader, string path, int index, in FieldOwner owner)
    {
        UnexpectedFields.Add(owner.PathInItem(path) + "[]");
        KeepValue(ref reader, FormattableString.Invariant($"{path}[{index}]"), owner);
    }

    [MethodImpl(HotPath.Options)]
    private bool Enter(ref Utf8JsonReader reader, string path, in FieldOwner owner, JsonTokenType expected)
    {
        reader.Read();
        if (reader.TokenType == expected)
            return true;
        Unexpected<string>(ref reader, path, owner);
        return false;
    }

    private T? Unexpected<T>(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        UnexpectedFields.Add(owner.PathInItem(path));
        KeepValue(ref reader, path, owner);
        return default;
    }

    private void KeepValue(ref Utf8JsonReader reader, string path, in FieldOwner owner)
    {
        if (!JsonValue.TryRead(ref reader, Budget, out object? value) && LostFields.Count < MostLostFields)
            LostFields.Add(Shortened(owner.PathInItem(path)));
        owner.Keep(path, value);
    }

    private static string Shortened(string path) => path.Length <= LongestPath ? path : path.Substring(0, LongestPath) + "…";
}
