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
    private readonly object _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _cancelled;

    /// <summary>Requests so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _requests.Count;
        }
    }

    /// <summary>Requests whose client gave up before it had the whole answer.</summary>
    public int CancelledCount
    {
        get
        {
            lock (_gate)
                return _cancelled;
        }
    }

    /// <inheritdoc/>
    public RecordedRequest this[int index]
    {
        get
        {
            lock (_gate)
                return _requests[index];
        }
    }

    /// <summary>False when there are fewer than <paramref name="count"/> requests after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForCount(int count, TimeSpan timeout) => WaitUntil(() => _requests.Count >= count, timeout);

    /// <summary>
    /// False when fewer than <paramref name="count"/> requests were cancelled after <paramref name="timeout"/> of real time.
    /// </summary>
    public bool WaitForCancelled(int count, TimeSpan timeout) => WaitUntil(() => _cancelled >= count, timeout);

    /// <summary>Of the requests so far; later ones do not disturb it.</summary>
    public IEnumerator<RecordedRequest> GetEnumerator()
    {
        lock (_gate)
            return _requests.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            request.Number = _requests.Count;
            Monitor.PulseAll(_gate);
        }
    }

    internal void MarkCancelled(RecordedRequest request)
    {
        lock (_gate)
        {
            if (request.IsCancelled)
                return;
            request.IsCancelled = true;
            _cancelled++;
            Monitor.PulseAll(_gate);
        }
    }

    private bool WaitUntil(Func<bool> condition, TimeSpan timeout)
    {
        Stopwatch clock = Stopwatch.StartNew();
        lock (_gate)
        {
            while (!condition())
            {
                TimeSpan left = timeout - clock.Elapsed;
                if (left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(_gate, left);
            }

            return true;
        }
    }
}
