using System;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>Where an object's fields stand: in a record itself, or in an entry of one of its lists.</summary>
internal readonly struct FieldPlace
{
    private readonly string? _list;
    private readonly int _index;

    /// <param name="holder">Keeps what has no property.</param>
    internal FieldPlace(IRecord holder)
        : this() => Holder = holder;

    /// <param name="holder">Keeps what has no property.</param>
    /// <param name="list">The list's path in it.</param>
    /// <param name="index">The entry's place in the list, from 0.</param>
    internal FieldPlace(IRecord holder, string list, int index)
        : this(holder)
    {
        _list = list;
        _index = index;
    }

    internal IRecord Holder { get; }

    /// <summary>Keeps a value under its path in the holder.</summary>
    internal void Keep(string path, object? value) =>
        Holder.AdditionalProperties.Set(_list is null ? path : FormattableString.Invariant($"{_list}[{_index}].{path}"), value);
}
