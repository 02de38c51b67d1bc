using System;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>What a run lists, item by item, and what becomes of it.</summary>
internal abstract class Listing : IDisposable
{
    /// <summary>Takes the next item; of an id that was listed twice the later one counts.</summary>
    internal abstract void Add(Opportunity item);

    /// <summary>Writes it, and the run, whole or not at all.</summary>
    internal abstract MirrorOutcome Commit(MirrorRunEnd end);

    public abstract void Dispose();
}
