using System;
using System.Linq;
using System.Threading;

namespace Spott.Fakes;

/// <content>How timers are armed and fired.</content>
public sealed partial class FakeClock
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool jump;
        lock (gate)
        {
            if (timer.IsDisposed)
                return false;
            timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            timer.Set(elapsed + dueTime, period);
            timers.Add(timer);
            if (timer.IsWait)
            {
                waits.Add(dueTime);
                Monitor.PulseAll(gate);
            }

            jump = timer.IsWait && !holdWaits;
        }

        if (jump)
            Jump(timer);
        return true;
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (gate)
        {
            timer.IsDisposed = true;
            timers.Remove(timer);
        }
    }

    /// <summary>On the pool: who creates a timer does not expect its callback on its own stack.</summary>
    private void Jump(FakeTimer wait)
    {
        var armed = wait.Armed;
        ThreadPool.UnsafeQueueUserWorkItem(_ => RunUntil(wait.Due, wait, armed), null);
    }

    /// <summary>
    /// Fires in order of time all that is due until <paramref name="end"/>. For a wait it ends with that wait, and at once when
    /// a timeout on the way has given it up: time then stands at that timeout.
    /// </summary>
    private void RunUntil(TimeSpan end, FakeTimer? wait, int armed)
    {
        while (true)
        {
            FakeTimer? due;
            lock (gate)
            {
                if (wait is not null && (wait.Armed != armed || !timers.Contains(wait)))
                    return;
                due = timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                var now = due?.Due ?? end;
                elapsed = now > elapsed ? now : elapsed;
                if (due is null)
                    return;
                if (due.IsPeriodic)
                    due.Set(due.Due + due.Period, due.Period);
                else
                    timers.Remove(due);
            }

            due.Fire(onPool: due.IsWait && wait is null);
            if (due == wait)
                return;
        }
    }
}
