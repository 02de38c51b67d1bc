namespace Spott.Report.Html;

/// <summary>A number within a sentence that shows the rows which it counts; of none there is nothing to show.</summary>
internal readonly struct Figure(Filter filter, int count)
{
    internal Filter Filter { get; } = filter;

    internal int Count { get; } = count;
}
