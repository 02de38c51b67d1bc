using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine;

/// <summary>Spaces the requests of one connection evenly; several runs that share it share its pace.</summary>
internal sealed class RequestPacer
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly int _perMinute;
    private DateTimeOffset _nextSlot = DateTimeOffset.MinValue;

    internal RequestPacer(int perMinute, TimeProvider time)
    {
        _perMinute = perMinute;
        _interval = TimeSpan.FromTicks(TimeSpan.TicksPerMinute / perMinute);
        _time = time;
    }

    /// <summary>Waits for this request's turn.</summary>
    internal async Task WaitAsync(TransferStatistics statistics, RunMessages messages, CancellationToken cancellationToken)
    {
        DateTimeOffset slot;
        TimeSpan wait;
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            slot = _nextSlot > now ? _nextSlot : now;
            wait = slot - now;
            _nextSlot = slot + _interval;
        }

        if (wait <= TimeSpan.Zero)
            return;

        string text = FormattableString.Invariant($"Waiting {wait.TotalSeconds:0.0} s to keep to {_perMinute} requests a minute.");
        messages.BeginWait(new WaitNotice(text, slot, wait));
        statistics.CountThrottled(wait);
#if NET
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
#else
        await _time.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
        messages.EndWait();
    }
}
