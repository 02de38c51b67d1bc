using System;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spott.Records;

/// <summary>
/// One field of a record: where it stands in the API's JSON, the property that holds it, and what it is. The reader, the rows and whoever
/// else goes through a record's fields take them from its table, so that a field is written down once.
/// </summary>
/// <typeparam name="TRecord">The record.</typeparam>
internal abstract class Field<TRecord>
{
    private protected Field(string? path, string property, FieldKind kind)
    {
        Path = path;
        Property = property;
        Kind = kind;
    }

    /// <summary>
    /// Names from the record's JSON object to the value, with a dot between; null for what is not read but made of other fields.
    /// </summary>
    internal string? Path { get; }

    /// <summary>The property's name.</summary>
    internal string Property { get; }

    internal FieldKind Kind { get; }

    /// <summary>Whether many records have the same text, so that one string can serve them all.</summary>
    internal bool IsCommon { get; private set; }

    /// <summary>Whether it only says to what the record belongs, and so tells nothing beside that.</summary>
    internal bool IsJoin { get; private set; }

    /// <summary>The value; null where there is none, also for a list or a dictionary without elements.</summary>
    internal abstract object? Get(TRecord record);

    /// <summary>Puts a value of the field's type, or null for none.</summary>
    /// <exception cref="InvalidOperationException">The field is made of others.</exception>
    internal abstract void Set(TRecord record, object? value);

    internal static Field<TRecord> Text(string path, string property) => new Field<TRecord, string?>(path, property, FieldKind.Text);

    /// <summary>A text that many records have in common.</summary>
    internal static Field<TRecord> CommonText(string path, string property) =>
        new Field<TRecord, string?>(path, property, FieldKind.Text) { IsCommon = true };

    /// <summary>A text that is made of other fields.</summary>
    internal static Field<TRecord> MadeText(string property) => new Field<TRecord, string?>(null, property, FieldKind.Text);

    /// <summary>A text that says to what the record belongs.</summary>
    internal static Field<TRecord> JoinText(string property) =>
        new Field<TRecord, string?>(null, property, FieldKind.Text) { IsJoin = true };

    internal static Field<TRecord> Flag(string path, string property) => new Field<TRecord, bool?>(path, property, FieldKind.Flag);

    internal static Field<TRecord> Number(string path, string property) => new Field<TRecord, decimal?>(path, property, FieldKind.Number);

    /// <param name="path">Where it stands.</param>
    /// <param name="property">The property with the local time.</param>
    /// <param name="instant">The property with the exact moment.</param>
    internal static Field<TRecord> Moment(string path, string property, string instant) =>
        new Field<TRecord, DateTime?>(path, property, FieldKind.Moment, instant);

    internal static Field<TRecord> List<TElement>(string path, string property, FieldKind kind) =>
        new Field<TRecord, ValueList<TElement>>(path, property, kind) { None = ValueList<TElement>.None };

    /// <summary>What has no field of its own.</summary>
    internal static Field<TRecord> Others(string property) => new Field<TRecord, JsonDictionary?>(null, property, FieldKind.Json);
}

/// <summary>A field with the type of its value.</summary>
/// <typeparam name="TRecord">The record.</typeparam>
/// <typeparam name="TValue">What its property holds.</typeparam>
internal sealed class Field<TRecord, TValue> : Field<TRecord>
{
    private readonly string _accessor;
    private Func<TRecord, TValue>? _getter;
    private Action<TRecord, TValue>? _setter;

    internal Field(string? path, string property, FieldKind kind, string? accessor = null)
        : base(path, property, kind) => _accessor = accessor ?? property;

    // Made when they are first asked for: a start pays for no accessor that it does not use.
    internal Func<TRecord, TValue> Getter => _getter ??= (Func<TRecord, TValue>)Delegate.CreateDelegate(
        typeof(Func<TRecord, TValue>), Accessor.GetGetMethod(nonPublic: true)!);

    internal Action<TRecord, TValue> Setter => _setter ??= (Action<TRecord, TValue>)Delegate.CreateDelegate(
        typeof(Action<TRecord, TValue>),
        Accessor.GetSetMethod(nonPublic: true) ?? throw new InvalidOperationException($"{Property} is made of other fields."));

    /// <summary>What stands for no value.</summary>
    internal TValue? None { get; set; }

    private PropertyInfo Accessor =>
        typeof(TRecord).GetProperty(_accessor, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;

    [MethodImpl(HotPath.Options)]
    internal override object? Get(TRecord record) => Getter(record) switch
    {
        System.Collections.ICollection { Count: 0 } => null,
        { } value => value,
        _ => null,
    };

    internal override void Set(TRecord record, object? value) => Setter(record, value is null ? None! : (TValue)value);
}
