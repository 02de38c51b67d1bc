using System.Collections.Generic;
using System.Collections.ObjectModel;
using Spott.Records;

namespace Spott;

/// <summary>
/// A read-only list whose text is that of its elements, joined by <c>"; "</c>, without empty ones: what <c>Export-Csv</c> writes.
/// </summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed class ValueList<T> : ReadOnlyCollection<T>
{
    internal static readonly ValueList<T> None = new(new List<T>(0));

    internal ValueList(IList<T> list)
        : base(list)
    {
    }

    /// <summary>The elements' text, joined by <c>"; "</c>, without empty ones.</summary>
    public override string ToString() => ContactText.Joined(this);
}
