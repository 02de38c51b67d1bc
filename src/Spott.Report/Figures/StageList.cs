using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Report.Figures;

/// <summary>
/// The stages in the order of the sales process: the open ones first, then those that are won or lost, then what has none.
/// </summary>
internal sealed class StageList
{
    private readonly Dictionary<string, Stage> _byKey = new(StringComparer.Ordinal);

    internal IReadOnlyList<Stage> All { get; private set; } = Array.Empty<Stage>();

    internal IEnumerable<Stage> Open => All.Where(stage => stage.IsOpen == true);

    /// <summary>The stage of an id, made anew where it was not seen; a stage without id goes by its name.</summary>
    internal Stage Get(string? id, string? name, decimal? order, bool? isOpen)
    {
        string key = Key(id, name);
        if (!_byKey.TryGetValue(key, out Stage? stage))
            _byKey.Add(key, stage = new Stage(id, name, order, isOpen));
        return stage;
    }

    /// <summary>The stage of an id; null for one that was never seen.</summary>
    internal Stage? Find(string id) => _byKey.TryGetValue(Key(id, null), out Stage? stage) ? stage : null;

    /// <summary>Orders and colours what was seen.</summary>
    internal void Arrange(CultureInfo culture)
    {
        All = _byKey.Values
            .OrderBy(stage => stage.IsOpen switch { true => 0, false => 1, _ => 2 })
            .ThenBy(stage => stage.Order ?? decimal.MaxValue)
            .ThenBy(stage => stage.Name, StringComparer.Create(culture, ignoreCase: true))
            .ToArray();
        int open = Open.Count();
        for (int index = 0; index < All.Count; index++)
        {
            All[index].Index = index;
            if (index < open)
                All[index].Shade = open == 1 ? 5 : 1 + (int)Math.Round(index * (Stage.Shades - 1.0) / (open - 1));
        }
    }

    private static string Key(string? id, string? name) => id is not null ? "i" + id : "n" + name;
}
