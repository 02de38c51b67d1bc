using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// What was said last of the stages, companies and owners that many opportunities name: whoever says the same again needs no text made of
/// it, and no hash. It has so many places and no more, and who comes later takes the place.
/// </summary>
internal sealed class LastSaid
{
    private readonly Entry?[] _entries = new Entry?[512];

    internal bool TryGet<T>(Subject<T> subject, T record, string id, out Said said)
    {
        if (_entries[Place(subject.Kind, id)] is { } entry && entry.Kind == subject.Kind && entry.Id == id
            && IsSame(subject, record, entry))
        {
            said = entry.Said;
            return true;
        }

        said = default;
        return false;
    }

    internal void Note<T>(Subject<T> subject, T record, string id, Said said)
    {
        object?[] values = new object?[subject.Fields.Count];
        for (int index = 0; index < values.Length; index++)
            values[index] = Value(subject.Fields[index], record);
        _entries[Place(subject.Kind, id)] = new Entry(subject.Kind, id, values, said);
    }

    [MethodImpl(HotPath.Options)]
    private static bool IsSame<T>(Subject<T> subject, T record, Entry entry)
    {
        for (int index = 0; index < entry.Values.Length; index++)
        {
            if (!Equals(entry.Values[index], Value(subject.Fields[index], record)))
                return false;
        }

        return true;
    }

    // As it is kept: 2.0 and 2 are one number and two texts.
    private static object? Value<T>(MirroredField<T> field, T record) => Cell.Of(field.Kind, field.Get(record));

    private int Place(ChangeSubject kind, string id) =>
        (id.GetHashCode(StringComparison.Ordinal) + (int)kind) & (_entries.Length - 1);

    private sealed record Entry(ChangeSubject Kind, string Id, object?[] Values, Said Said);
}
