using System;
using System.Collections.Generic;

namespace Spott.Connections;

/// <summary>The latest companies that came over a connection: at most <see cref="Capacity"/>, the oldest forgotten first.</summary>
internal sealed class SeenCompanies
{
    internal const int Capacity = 1000;

    private readonly object _gate = new();
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private string? _last;

    internal void Add(string? id, string? name)
    {
        // Neighbours often share a company, and the reader shares its string: most calls end here.
        if (id is null || ReferenceEquals(id, _last))
            return;

        lock (_gate)
        {
            _last = id;
            if (!_names.ContainsKey(id))
            {
                _order.Enqueue(id);
                if (_order.Count > Capacity)
                    _names.Remove(_order.Dequeue());
            }

            _names[id] = name;
        }
    }

    internal KeyValuePair<string, string?>[] ToArray()
    {
        lock (_gate)
        {
            List<KeyValuePair<string, string?>> companies = new(_names);
            return companies.ToArray();
        }
    }
}
