using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Report.Figures;

/// <summary>Owners or companies: most of the open pipeline first, by name where they have as much.</summary>
internal sealed class PartyList(string none)
{
    private readonly Dictionary<string, Party> _byKey = new(StringComparer.Ordinal);

    internal IReadOnlyList<Party> All { get; private set; } = Array.Empty<Party>();

    /// <summary>Those that have something open.</summary>
    internal IEnumerable<Party> WithOpen => All.Where(party => party.OpenCount > 0);

    internal Party Get(string? id, string? name)
    {
        string key = id is not null ? "i" + id : name is not null ? "n" + name : string.Empty;
        if (!_byKey.TryGetValue(key, out Party? party))
            _byKey.Add(key, party = new Party(name ?? id ?? none, isNone: key.Length == 0));
        return party;
    }

    internal void Arrange(CultureInfo culture)
    {
        All = _byKey.Values
            .OrderByDescending(party => party.OpenCount)
            .ThenBy(party => party.Name, StringComparer.Create(culture, ignoreCase: true))
            .ToArray();
        for (int index = 0; index < All.Count; index++)
            All[index].Index = index;
    }
}
