using System;
using System.Threading;

namespace Spott.Connections;

/// <summary>What went over one connection, or for one run of a cmdlet, so far; written by the engine's threads, read by anyone.</summary>
internal sealed class TransferStatistics
{
    private readonly TransferStatistics? _connection;
    private long _requests;
    private long _retries;
    private long _throttledTicks;
    private long _items;
    private long _bytes;

    /// <param name="connection">The connection's own, which counts all that its runs count; null for those themselves.</param>
    internal TransferStatistics(TransferStatistics? connection = null) => _connection = connection;

    internal long Requests => Interlocked.Read(ref _requests);

    internal long Retries => Interlocked.Read(ref _retries);

    internal TimeSpan Throttled => new(Interlocked.Read(ref _throttledTicks));

    internal long Items => Interlocked.Read(ref _items);

    internal long Bytes => Interlocked.Read(ref _bytes);

    internal void CountRequest()
    {
        Interlocked.Increment(ref _requests);
        _connection?.CountRequest();
    }

    internal void CountRetry()
    {
        Interlocked.Increment(ref _retries);
        _connection?.CountRetry();
    }

    internal void CountThrottled(TimeSpan wait)
    {
        Interlocked.Add(ref _throttledTicks, wait.Ticks);
        _connection?.CountThrottled(wait);
    }

    internal void CountItems(int items)
    {
        Interlocked.Add(ref _items, items);
        _connection?.CountItems(items);
    }

    internal void CountBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        _connection?.CountBytes(bytes);
    }
}
