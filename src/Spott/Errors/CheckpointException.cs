using System;

namespace Spott.Errors;

internal enum CheckpointProblem
{
    /// <summary>Another run holds it.</summary>
    Busy,

    /// <summary>It cannot be opened, read or written; the inner exception says why.</summary>
    Inaccessible,

    /// <summary>What stands there is no checkpoint.</summary>
    Unreadable,

    /// <summary>A newer version of the module wrote it.</summary>
    NewerFormat,
}

/// <summary>A checkpoint that cannot be used; <see cref="CheckpointErrors"/> makes the sentence.</summary>
internal sealed class CheckpointException : Exception
{
    internal CheckpointException(CheckpointProblem problem, string detail, Exception? innerException = null)
        : base(detail, innerException) => Problem = problem;

    internal CheckpointProblem Problem { get; }
}
