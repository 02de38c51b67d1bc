using System;
using System.Globalization;

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
    private CheckpointException(CheckpointProblem problem, string words, Exception? innerException = null)
        : base(words, innerException) => Problem = problem;

    internal CheckpointProblem Problem { get; }

    internal static CheckpointException Busy(Exception refusal) => new(CheckpointProblem.Busy, "another run is using it", refusal);

    internal static CheckpointException Inaccessible(Exception refusal) => new(CheckpointProblem.Inaccessible, refusal.Message, refusal);

    /// <summary>A folder where the file should be.</summary>
    internal static CheckpointException IsFolder() => new(CheckpointProblem.Inaccessible, "It is a folder.");

    internal static CheckpointException TooLarge() => new(CheckpointProblem.Unreadable, "it is far too large for a checkpoint");

    internal static CheckpointException NotItsJson(Exception broken) =>
        new(CheckpointProblem.Unreadable, "it is not a checkpoint's JSON", broken);

    internal static CheckpointException NewerFormat(long version, long known) => new(
        CheckpointProblem.NewerFormat,
        string.Format(CultureInfo.InvariantCulture, "its format version is {0}, this module knows {1}", version, known));
}
