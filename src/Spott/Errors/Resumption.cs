namespace Spott.Errors;

/// <summary>How a run that failed is gone on with.</summary>
internal enum Resumption
{
    /// <summary>By <c>-Cursor</c>.</summary>
    CursorParameter,

    /// <summary>By the query's parameter <c>cursor</c>.</summary>
    CursorInQuery,

    /// <summary>By the same command again: its checkpoint knows from where on.</summary>
    Checkpoint,

    /// <summary>Not at all: the next run into the mirror reads everything anew that this one was to read.</summary>
    Mirror,
}
