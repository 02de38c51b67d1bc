namespace Spott;

/// <summary>
/// The columns of a row of a change, so that Tab completes them behind <c>ConvertTo-SpottRow</c>. No object is of this type: a row is a
/// custom object with these properties, as exports want it.
/// </summary>
public abstract class ChangeRow
{
    private protected ChangeRow()
    {
    }

    /// <summary>The change's number in its mirror; the key for a table of changes.</summary>
    public decimal? Sequence { get; }

    /// <summary>The run that found it.</summary>
    public decimal? RunNumber { get; }

    /// <summary>The end of the run that found it, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? ObservedAt { get; }

    /// <summary>The start of the last run that saw the old value, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? NotBefore { get; }

    /// <summary>What it is of: the name of a <see cref="ChangeSubject"/>.</summary>
    public string? Subject { get; }

    /// <summary>The id of what changed.</summary>
    public string? Id { get; }

    /// <summary>The name of what changed.</summary>
    public string? Name { get; }

    /// <summary>What happened: the name of a <see cref="ChangeKind"/>.</summary>
    public string? Kind { get; }

    /// <summary>The property that changed.</summary>
    public string? Property { get; }

    /// <summary>The value before, as text.</summary>
    public string? OldValue { get; }

    /// <summary>The value now, as text.</summary>
    public string? NewValue { get; }
}
