using System;

namespace Spott.Mirror.Writing;

/// <summary>
/// Gives what is said of stages, companies, owners and contacts the numbers that it has in the mirror, or will have. Nobody else gives
/// numbers: the mirror's one writer does, and this is a part of it.
/// </summary>
internal abstract class SubjectNumbers : IDisposable
{
    /// <param name="kind">Of what is said.</param>
    /// <param name="id">Its id, if it has one.</param>
    /// <param name="body">What is said, for the first time in this run.</param>
    internal abstract Said Of(ChangeSubject kind, string? id, ReadOnlySpan<byte> body);

    public abstract void Dispose();
}
