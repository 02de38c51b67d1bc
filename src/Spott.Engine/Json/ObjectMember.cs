using System;
using Spott.Records;

namespace Spott.Engine.Json;

/// <summary>A name that an object is known to hold, whatever the record.</summary>
internal abstract class ObjectMember
{
    private protected ObjectMember(byte[] name, string path, string pathInItem)
    {
        Name = name;
        Path = path;
        PathInItem = pathInItem;
    }

    internal byte[] Name { get; }

    /// <summary>From the record, or from the list's entry that it is in.</summary>
    internal string Path { get; }

    /// <summary>From the page's item, the same for every element of a list: what a warning names.</summary>
    internal string PathInItem { get; }
}

/// <summary>A name that an object is known to hold, and what becomes of its value: exactly one of the others is there.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal sealed class ObjectMember<TRecord> : ObjectMember
    where TRecord : class
{
    internal ObjectMember(byte[] name, string path, string pathInItem)
        : base(name, path, pathInItem)
    {
    }

    /// <summary>Whether the text is one that many records have in common.</summary>
    internal bool IsCommon { get; set; }

    internal Action<TRecord, string?>? Text { get; set; }

    internal Action<TRecord, bool?>? Flag { get; set; }

    internal Action<TRecord, decimal?>? Number { get; set; }

    internal Action<TRecord, DateTime?>? Moment { get; set; }

    internal ListShape<TRecord>? List { get; set; }

    /// <summary>An object with more members of the same record.</summary>
    internal ObjectShape<TRecord>? Inner { get; set; }
}
