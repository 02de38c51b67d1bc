namespace Spott.Report.Figures;

/// <summary>A change as the page shows it: a stage, a company or an owner by name, and not once more by its identifier.</summary>
internal sealed class ChangeEntry(Change change, ChangeSort sort, string? property, object? oldValue, object? newValue)
{
    internal Change Change { get; } = change;

    internal ChangeSort Sort { get; } = sort;

    /// <summary>Whether it is of a sort that the period's figures count.</summary>
    internal bool IsCounted => Sort is not (ChangeSort.Property or ChangeSort.OfOther);

    /// <summary>What changed; null for what was added, deleted or restored.</summary>
    internal string? Property { get; } = property;

    internal object? OldValue { get; } = oldValue;

    internal object? NewValue { get; } = newValue;
}
