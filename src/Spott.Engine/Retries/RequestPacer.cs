using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Ports;

namespace Spott.Engine.Retries;

/// <summary>Spaces the requests of one connection evenly; several runs that share it share its pace.</summary>
internal sealed class RequestPacer
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly int _perMinute;
    private readonly long _built;
    // Since the pacer was built, not by the wall clock: one that is set back would stop the requests for as long.
    private TimeSpan _nextSlot;

    internal RequestPacer(int perMinute, TimeProvider time)
    {
        _perMinute = perMinute;
        _interval = TimeSpan.FromTicks(TimeSpan.TicksPerMinute / perMinute);
        _time = time;
        _built = time.GetTimestamp();
    }

    /// <summary>Waits for this request's turn, however far off it is.</summary>
    internal async Task WaitAsync(TransferStatistics statistics, RunMessages messages, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            TimeSpan now = _time.GetElapsedTime(_built);
            TimeSpan slot = _nextSlot > now ? _nextSlot : now;
            wait = slot - now;
            _nextSlot = slot + _interval;
        }

        if (wait <= TimeSpan.Zero)
            return;

        string text = FormattableString.Invariant($"Waiting {wait.TotalSeconds:0.0} s to keep to {_perMinute} requests a minute.");
        messages.BeginWait(new WaitNotice(text, _time.GetUtcNow() + wait, wait));
        statistics.CountThrottled(wait);
        await _time.Delay(wait, cancellationToken).ConfigureAwait(false);
        messages.EndWait();
    }
}
