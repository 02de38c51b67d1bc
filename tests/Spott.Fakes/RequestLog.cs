using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Spott.Fakes;

/// <summary>Every request in the order of arrival. Safe to read while requests come in.</summary>
public sealed class RequestLog : IReadOnlyList<RecordedRequest>
{
    private readonly object gate = new();
    private readonly List<RecordedRequest> requests = [];
    private int cancelled;

    /// <summary>Requests so far.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return requests.Count;
        }
    }

    /// <summary>Requests whose client gave up before it had the whole answer.</summary>
    public int CancelledCount
    {
        get
        {
            lock (gate)
                return cancelled;
        }
    }

    /// <inheritdoc/>
    public RecordedRequest this[int index]
    {
        get
        {
            lock (gate)
                return requests[index];
        }
    }

    /// <summary>False when there are fewer than <paramref name="count"/> requests after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForCount(int count, TimeSpan timeout) => WaitUntil(() => requests.Count >= count, timeout);

    /// <summary>False when fewer than <paramref name="count"/> requests were cancelled after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForCancelled(int count, TimeSpan timeout) => WaitUntil(() => cancelled >= count, timeout);

    /// <summary>Of the requests so far; later ones do not disturb it.</summary>
    public IEnumerator<RecordedRequest> GetEnumerator()
    {
        lock (gate)
            return requests.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RecordedRequest request)
    {
        lock (gate)
        {
            requests.Add(request);
            request.Number = requests.Count;
            Monitor.PulseAll(gate);
        }
    }

    internal void MarkCancelled(RecordedRequest request)
    {
        lock (gate)
        {
            if (request.IsCancelled)
                return;
            request.IsCancelled = true;
            cancelled++;
            Monitor.PulseAll(gate);
        }
    }

    private bool WaitUntil(Func<bool> condition, TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        lock (gate)
        {
            while (!condition())
            {
                var left = timeout - clock.Elapsed;
                if (left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(gate, left);
            }

            return true;
        }
    }
}
