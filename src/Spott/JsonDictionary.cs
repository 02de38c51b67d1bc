using System.Collections.Specialized;
using System.Diagnostics.CodeAnalysis;

namespace Spott;

/// <summary>
/// JSON values by name in the server's order. A value is text, a whole number (<see cref="long"/>), <see cref="decimal"/>,
/// <see cref="double"/>, a boolean, null, an array, or another <see cref="JsonDictionary"/>; a number beyond all of these is its
/// text. A name that occurs twice keeps the last value.
/// </summary>
[SuppressMessage("Design", "CA1010", Justification = "PowerShell knows a dictionary, also a deserialized one, by the non-generic interface.")]
public sealed class JsonDictionary : OrderedDictionary
{
    internal JsonDictionary()
        : base(System.StringComparer.Ordinal)
    {
    }

    /// <summary>Compact JSON; empty when there is nothing.</summary>
    public override string ToString() => Count == 0 ? string.Empty : JsonText.Of(this);
}
