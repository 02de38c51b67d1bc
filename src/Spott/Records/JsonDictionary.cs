using System.Collections.Generic;
using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;
using Spott.Records;

namespace Spott;

/// <summary>
/// JSON values by name in the server's order. A value is text, a whole number (<see cref="long"/>), <see cref="decimal"/>,
/// <see cref="double"/>, a boolean, null, an array, or another <see cref="JsonDictionary"/>; a number beyond all of these is its
/// text. A name that occurs twice keeps the last value.
/// </summary>
[SuppressMessage(
    "Design", "CA1010", Justification = "PowerShell knows a dictionary, also a deserialized one, by the non-generic interface.")]
public sealed class JsonDictionary : OrderedDictionary
{
    private Dictionary<string, int>? _places;

    internal JsonDictionary()
        : base(System.StringComparer.Ordinal)
    {
    }

    /// <summary>
    /// Adds a value, or puts it in the place of the one that has its name. The base class would search that place from the start, which a
    /// server that repeats a million names makes hours of. For the reader alone: it knows nothing of what others remove.
    /// </summary>
    internal void Set(string name, object? value)
    {
        if (!Contains(name))
        {
            _places?.Add(name, Count);
            Add(name, value);
            return;
        }

        _places ??= PlacesByName();
        this[_places[name]] = value;
    }

    /// <summary>Compact JSON; empty when there is nothing.</summary>
    public override string ToString() => Count == 0 ? string.Empty : JsonText.Of(this);

    private Dictionary<string, int> PlacesByName()
    {
        Dictionary<string, int> places = new(Count, System.StringComparer.Ordinal);
        foreach (object name in Keys)
            places.Add((string)name, places.Count);
        return places;
    }
}
