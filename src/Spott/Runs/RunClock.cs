using System;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>The moment that a run may go by the next time: what was modified before it was delivered.</summary>
internal static class RunClock
{
    /// <summary>
    /// The older of the first answer's moment and the first page's, when that page is there and no other was asked for: the first answer
    /// may be of a gateway whose clock is not the server's, and what is asked for too early is delivered twice, but what is asked for too
    /// late is never delivered.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="begunAt">This machine's clock when it began.</param>
    /// <returns>Null when the server says nothing that can be gone by.</returns>
    internal static DateTimeOffset? Of(RunState run, DateTimeOffset begunAt)
    {
        DateTimeOffset? first = run.FirstResponseDate;
        if (run.LatestResponseDate is { } page)
            return first < page ? first : page;
        return first <= begunAt ? first : null;
    }

    /// <summary>A moment less a span; the first of all moments where there is none so early.</summary>
    internal static DateTimeOffset Less(this DateTimeOffset moment, TimeSpan overlap) =>
        moment - DateTimeOffset.MinValue > overlap ? moment - overlap : DateTimeOffset.MinValue;
}
