using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Spott.Fakes;

/// <summary>
/// Virtual time. A wait (Task.Delay on this provider) makes the clock jump to its end at once; a timeout (a CancellationTokenSource
/// on this provider, Task.WaitAsync, a periodic timer) fires only when virtual time passes it. So retries take no real time
/// and no timeout strikes because a machine is slow.
/// </summary>
public sealed partial class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _start;
    private TimeSpan _elapsed;
    private bool _holdWaits;

    /// <summary>Starts at noon UTC of a winter's day.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at a moment of the test's choice.</summary>
    public FakeClock(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <summary>Every wait that was begun, in order, as long as it was asked for.</summary>
    public TimeSpan[] Waits => Locked(() => _waits.ToArray());

    /// <summary>The sum of all waits begun.</summary>
    public TimeSpan TotalWaited => Locked(() => _waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));

    /// <summary>Waits begun and neither ended nor given up.</summary>
    public int PendingWaits => Locked(() => _timers.Count(t => t.IsWait));

    /// <summary>Virtual time since the clock was made.</summary>
    public TimeSpan Elapsed => Locked(() => _elapsed);

    /// <summary>
    /// True: waits stay pending until <see cref="Advance"/> passes them, to test what happens meanwhile. False lets go those that are held.
    /// </summary>
    public bool HoldWaits
    {
        get => Locked(() => _holdWaits);
        set
        {
            foreach (FakeTimer? held in Locked(() =>
            {
                _holdWaits = value;
                return value ? [] : _timers.Where(t => t.IsWait).ToArray();
            }))
                Jump(held);
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Locked(() => _start + _elapsed);

    /// <inheritdoc/>
    public override long GetTimestamp() => Locked(() => _elapsed.Ticks);

    /// <summary>Sets the wall clock, also back, and lets no timer notice: that is what a correction by NTP does.</summary>
    public void SetUtcNow(DateTimeOffset moment) => Locked(() => _start = moment.ToUniversalTime() - _elapsed);

    /// <summary>Lets virtual time go by, and fires what falls due on the way, in its order.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        RunUntil(Locked(() => _elapsed + span), null, 0);
    }

    /// <summary>False when no wait is pending after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForPendingWait(TimeSpan timeout)
    {
        Stopwatch real = Stopwatch.StartNew();
        lock (_gate)
        {
            while (!_timers.Any(t => t.IsWait))
            {
                TimeSpan left = timeout - real.Elapsed;
                if (left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(_gate, left);
            }

            return true;
        }
    }

    /// <summary>False when a wait is still pending after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForNoPendingWait(TimeSpan timeout) => SpinWait.SpinUntil(() => PendingWaits == 0, timeout);

    /// <summary>Makes it the clock of a connection; before the connection's first request.</summary>
    public void AttachTo(SpottConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Time = this;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }
}
