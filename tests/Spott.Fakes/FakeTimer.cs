using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

internal sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
{
    public TimeSpan Due { get; private set; }

    public TimeSpan Period { get; private set; }

    /// <summary>How often it was armed: tells an old appointment from a new one.</summary>
    public int Armed { get; private set; }

    public bool IsDisposed { get; set; }

    public bool IsPeriodic => Period > TimeSpan.Zero;

    public bool IsWait => !IsPeriodic && !IsTimeout;

    /// <summary>
    /// The framework's own habit: CancellationTokenSource and Task.WaitAsync give themselves as state, the latter by a private
    /// class; Task.Delay gives a DelayPromise.
    /// </summary>
    private bool IsTimeout { get; } = state is CancellationTokenSource
        || (state is Task && state.GetType().Name.StartsWith("CancellationPromise", StringComparison.Ordinal));

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Arm(this, dueTime, period);

    public void Dispose() => clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Set(TimeSpan due, TimeSpan period)
    {
        Due = due;
        Period = period;
        Armed++;
    }

    /// <summary>What follows a wait may be long: it must not run inside a test's call of Advance.</summary>
    internal void Fire(bool onPool)
    {
        if (onPool)
            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        else
            callback(state);
    }
}
