using System;

namespace Spott.Errors;

internal enum MirrorProblem
{
    /// <summary>Another run holds it.</summary>
    Busy,

    /// <summary>It is no mirror.</summary>
    Foreign,

    /// <summary>A newer version of the module wrote it.</summary>
    Newer,

    /// <summary>There is none.</summary>
    NotFound,

    /// <summary>It breaks its own rules, or is no whole database.</summary>
    Damaged,

    /// <summary>It lies where SQLite's log is not safe.</summary>
    NetworkDrive,

    /// <summary>It cannot be opened, read or written.</summary>
    Inaccessible,

    /// <summary>A copy is to take the place of something that must stay.</summary>
    Taken,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>There can be none in this PowerShell.</summary>
    Unavailable,
}

/// <summary>A mirror that cannot be used, as its database says it.</summary>
internal sealed class MirrorException : Exception
{
    internal MirrorException(MirrorProblem problem, string detail, Exception? innerException = null)
        : base(detail, innerException) => Problem = problem;

    internal MirrorProblem Problem { get; }
}
