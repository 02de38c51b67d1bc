using System;
using System.Collections.Generic;

namespace Spott.Mirror.Fields;

/// <summary>Something that many records name, with an id of its own: what is said of it is kept once.</summary>
/// <typeparam name="T">The record that names it.</typeparam>
internal sealed class Subject<T>
{
    internal Subject(ChangeSubject kind, Func<T, string?> getId, Action<T, string?> setId, params MirroredField<T>[] fields)
    {
        Kind = kind;
        GetId = getId;
        SetId = setId;
        Fields = fields;
    }

    internal ChangeSubject Kind { get; }

    internal Func<T, string?> GetId { get; }

    internal Action<T, string?> SetId { get; }

    /// <summary>What is said of it, in the order in which it is kept.</summary>
    internal IReadOnlyList<MirroredField<T>> Fields { get; }
}
