using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Spott.Records;

namespace Spott;

/// <summary>
/// A sales opportunity as <c>GET /opportunities</c> gives it, flat. A field that the server leaves out or sends as null is
/// <see langword="null"/>; dates are local time (<see cref="DateTimeKind.Local"/>), as <c>Get-ChildItem</c> gives them.
/// </summary>
[SuppressMessage(
    "Design", "CA1036", Justification = "PowerShell compares by the interface; the operators would tell a C# caller that ids have an "
    + "order.")]
public sealed class Opportunity : IRecord, IComparable
{
    private JsonDictionary? _additionalProperties;

    // A team, or one that nobody has asked for yet.
    private object _team = ValueList<Contact>.None;

    internal Opportunity(string id) => Id = id;

    /// <summary>
    /// A hash of the JSON that it was read from, and of the build that read it: with the same one it is the same, property by property.
    /// Null where nobody asked for it.
    /// </summary>
    internal Digest? Source { get; set; }

    /// <summary>The server's identifier; never empty. A record that is delivered twice has the same one.</summary>
    public string Id { get; internal set; }

    /// <summary>The opportunity's title.</summary>
    public string? Name { get; internal set; }

    /// <summary>Free text; may hold line breaks.</summary>
    public string? Description { get; internal set; }

    /// <summary>Identifier of the stage in the sales process.</summary>
    public string? StageId { get; internal set; }

    /// <summary>Name of the stage in the sales process.</summary>
    public string? StageName { get; internal set; }

    /// <summary>The stage's place in the sales process; lower comes first.</summary>
    public decimal? StageOrder { get; internal set; }

    /// <summary>Whether the stage counts as open, that is neither won nor lost.</summary>
    public bool? StageIsOpen { get; internal set; }

    /// <summary>Identifier of the client company; what <c>Get-SpottOpportunity -CompanyId</c> takes.</summary>
    public string? CompanyId { get; internal set; }

    /// <summary>Name of the client company.</summary>
    public string? CompanyName { get; internal set; }

    /// <summary>Identifier of the colleague who owns the opportunity.</summary>
    public string? OwnerId { get; internal set; }

    /// <summary>Name of the colleague who owns the opportunity.</summary>
    public string? OwnerName { get; internal set; }

    /// <summary>Address of the owner's picture.</summary>
    public string? OwnerAvatarUrl { get; internal set; }

    /// <summary>When the owner's account was deactivated, local time; null for an active one.</summary>
    public DateTime? OwnerDeactivatedAt => OwnerDeactivatedAtUtc?.ToLocalTime();

    /// <summary>The target date of the close, local time.</summary>
    public DateTime? CloseDate => CloseDateUtc?.ToLocalTime();

    /// <summary>When the record was created, local time.</summary>
    public DateTime? CreatedAt => CreatedAtUtc?.ToLocalTime();

    /// <summary>Identifier of the next task that is due.</summary>
    public string? NextTaskId { get; internal set; }

    /// <summary>Text of the next task that is due.</summary>
    public string? NextTaskContent { get; internal set; }

    /// <summary>When the next task is due, local time.</summary>
    public DateTime? NextTaskDueDate => NextTaskDueDateUtc?.ToLocalTime();

    /// <summary>The client's people; empty when there are none. Its text is <c>Jane Doe &lt;jane@example.com&gt;; …</c>.</summary>
    public ValueList<Contact> ClientTeam
    {
        get => _team as ValueList<Contact> ?? MakeTeam();
        internal set => _team = value;
    }

    /// <summary>
    /// What the server sent beyond the properties above, JSON path to value, and the raw value of a known field whose type was
    /// not the expected one. Its text is compact JSON, empty when there is nothing.
    /// </summary>
    public JsonDictionary AdditionalProperties
    {
        get => _additionalProperties ??= new JsonDictionary();
        internal set => _additionalProperties = value;
    }

    // The exact moments. Local time ends where a date does, and so cannot be undone at the calendar's ends.
    internal DateTime? OwnerDeactivatedAtUtc { get; set; }

    internal DateTime? CloseDateUtc { get; set; }

    internal DateTime? CreatedAtUtc { get; set; }

    internal DateTime? NextTaskDueDateUtc { get; set; }

    /// <summary>A team to be made when it is first asked for.</summary>
    internal DeferredTeam LaterTeam
    {
        set => _team = value;
    }

    /// <summary>The name, else the identifier.</summary>
    public override string ToString() => Name ?? Id;

    /// <summary>By <see cref="Id"/>, so that no command takes two opportunities of one name for one.</summary>
    /// <exception cref="ArgumentException">The other is no opportunity.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Opportunity other => string.CompareOrdinal(Id, other.Id),
        _ => throw new ArgumentException("An opportunity can only be compared with another one.", nameof(obj)),
    };

    /// <summary>Whether the other has the same <see cref="Id"/>, whatever else it says.</summary>
    public override bool Equals(object? obj) => obj is Opportunity other && Id == other.Id;

    /// <summary>Of the <see cref="Id"/>.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    // Whoever makes it first: all get the same people, from whatever thread they ask.
    private ValueList<Contact> MakeTeam()
    {
        object team = Volatile.Read(ref _team);
        if (team is not DeferredTeam deferred)
            return (ValueList<Contact>)team;
        ValueList<Contact> made = deferred.Make(this);
        object before = Interlocked.CompareExchange(ref _team, made, deferred);
        return before as ValueList<Contact> ?? made;
    }
}
