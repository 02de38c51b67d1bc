using System;

namespace Spott.Engine.Json;

/// <summary>Where a field stands: in an opportunity, in one of its contacts, or in an entry of a contact's lists.</summary>
internal readonly struct FieldOwner
{
    private readonly Opportunity? _opportunity;
    private readonly Contact? _contact;
    private readonly string? _list;
    private readonly int _index;

    internal FieldOwner(Opportunity opportunity)
        : this() => _opportunity = opportunity;

    internal FieldOwner(Contact contact)
        : this() => _contact = contact;

    /// <param name="contact">The contact whose entry it is.</param>
    /// <param name="list">The list's name.</param>
    /// <param name="index">The entry's place in it, from 0.</param>
    internal FieldOwner(Contact contact, string list, int index)
        : this(contact)
    {
        _list = list;
        _index = index;
    }

    /// <summary>Keeps a value under its path in the record.</summary>
    internal void Keep(string field, object? value) =>
        (_opportunity?.AdditionalProperties ?? _contact!.AdditionalProperties).Set(_list is null ? field : FormattableString.Invariant($"{_list}[{_index}].{field}"), value);

    /// <summary>The field's path in an item, the same for every element of a list.</summary>
    internal string PathInItem(string field) =>
        _contact is null ? field : _list is null ? "clientTeam.clientTeam[]." + field : $"clientTeam.clientTeam[].{_list}[].{field}";
}
