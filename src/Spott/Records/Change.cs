using System;

namespace Spott;

/// <summary>What a change is of.</summary>
public enum ChangeSubject
{
    /// <summary>An opportunity.</summary>
    Opportunity,

    /// <summary>A person of a client's team.</summary>
    Contact,

    /// <summary>A client company.</summary>
    Company,

    /// <summary>A stage of the sales process.</summary>
    Stage,

    /// <summary>A colleague who owns opportunities.</summary>
    Owner,
}

/// <summary>What happened to it.</summary>
public enum ChangeKind
{
    /// <summary>It was seen for the first time.</summary>
    Added,

    /// <summary>A property has another value.</summary>
    Changed,

    /// <summary>Two full runs, one after the other, did not have it; only opportunities can be deleted.</summary>
    Deleted,

    /// <summary>It counted as deleted and came again; only opportunities can be restored.</summary>
    Restored,
}

/// <summary>
/// One difference that a run of <c>Sync-SpottMirror</c> found. It happened between <see cref="NotBefore"/> and <see cref="ObservedAt"/>:
/// the API does not say more.
/// </summary>
public sealed class Change
{
    internal Change(string id) => Id = id;

    /// <summary>The change's number in its mirror. It only grows: use it as the key when you store changes elsewhere.</summary>
    public long Sequence { get; internal set; }

    /// <summary>The run that found it.</summary>
    public long RunNumber { get; internal set; }

    /// <summary>The end of the run that found it, local time.</summary>
    public DateTime ObservedAt { get; internal set; }

    /// <summary>
    /// The start of the last run that saw the old value, local time. For something that was added: of the last full run without it, null if
    /// there is none. For something that was deleted: of the last run that saw it.
    /// </summary>
    public DateTime? NotBefore { get; internal set; }

    /// <summary>What it is of.</summary>
    public ChangeSubject Subject { get; internal set; }

    /// <summary>The server's identifier of what changed.</summary>
    public string Id { get; internal set; }

    /// <summary>The name of what changed, as that run saw it.</summary>
    public string? Name { get; internal set; }

    /// <summary>What happened.</summary>
    public ChangeKind Kind { get; internal set; }

    /// <summary>
    /// The name of the property that changed; <c>AdditionalProperties.</c> and a path for one of those. Null if something was added,
    /// deleted or restored.
    /// </summary>
    public string? Property { get; internal set; }

    /// <summary>The value before, of the property's type.</summary>
    public object? OldValue { get; internal set; }

    /// <summary>The value now, of the property's type.</summary>
    public object? NewValue { get; internal set; }

    /// <summary>Number, subject and what happened to it.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Sequence}: {Subject} {Id} {Kind}{(Property is null ? null : " " + Property)}");
}
