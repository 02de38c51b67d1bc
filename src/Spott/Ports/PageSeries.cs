using System;
using System.Threading.Tasks;

namespace Spott.Ports;

/// <summary>A series of pages, pulled one by one; at most one page is fetched ahead. Used by one thread.</summary>
internal abstract class PageSeries : IDisposable
{
    /// <summary>The next page, perhaps still under way; null after the last one. The one before must have been awaited.</summary>
    /// <exception cref="SpottApiException">The last page does not say how to go on.</exception>
    internal abstract PageFetch? Next();

    /// <summary>Says that somebody took the run's first item, and so that the second page is wanted.</summary>
    internal abstract void FirstItemTaken();

    /// <summary>Aborts what is under way.</summary>
    public abstract void Dispose();
}

/// <summary>A page that was asked for: its result and what is to be said about getting it.</summary>
internal sealed class PageFetch
{
    internal PageFetch(Task<Page> result, RunMessages messages)
    {
        Result = result;
        Messages = messages;
    }

    internal Task<Page> Result { get; }

    internal RunMessages Messages { get; }
}
