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
    private readonly object gate = new();
    private readonly List<FakeTimer> timers = [];
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset start;
    private TimeSpan elapsed;
    private bool holdWaits;

    /// <summary>Starts at noon UTC of a winter's day.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at a moment of the test's choice.</summary>
    public FakeClock(DateTimeOffset start) => this.start = start.ToUniversalTime();

    /// <summary>Every wait that was begun, in order, as long as it was asked for.</summary>
    public TimeSpan[] Waits => Locked(() => waits.ToArray());

    /// <summary>The sum of all waits begun.</summary>
    public TimeSpan TotalWaited => Locked(() => waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));

    /// <summary>Waits begun and neither ended nor given up.</summary>
    public int PendingWaits => Locked(() => timers.Count(t => t.IsWait));

    /// <summary>Virtual time since the clock was made.</summary>
    public TimeSpan Elapsed => Locked(() => elapsed);

    /// <summary>True: waits stay pending until <see cref="Advance"/> passes them, to test what happens meanwhile. False lets go those that are held.</summary>
    public bool HoldWaits
    {
        get => Locked(() => holdWaits);
        set
        {
            foreach (var held in Locked(() =>
            {
                holdWaits = value;
                return value ? [] : timers.Where(t => t.IsWait).ToArray();
            }))
                Jump(held);
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Locked(() => start + elapsed);

    /// <inheritdoc/>
    public override long GetTimestamp() => Locked(() => elapsed.Ticks);

    /// <summary>Sets the wall clock, also back, and lets no timer notice: that is what a correction by NTP does.</summary>
    public void SetUtcNow(DateTimeOffset moment) => Locked(() => start = moment.ToUniversalTime() - elapsed);

    /// <summary>Lets virtual time go by, and fires what falls due on the way, in its order.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        RunUntil(Locked(() => elapsed + span), null, 0);
    }

    /// <summary>False when no wait is pending after <paramref name="timeout"/> of real time.</summary>
    public bool WaitForPendingWait(TimeSpan timeout)
    {
        var real = Stopwatch.StartNew();
        lock (gate)
        {
            while (!timers.Any(t => t.IsWait))
            {
                var left = timeout - real.Elapsed;
                if (left <= TimeSpan.Zero)
                    return false;
                Monitor.Wait(gate, left);
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
        lock (gate)
            return read();
    }
}
