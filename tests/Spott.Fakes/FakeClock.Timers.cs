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
        FakeTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        bool jump;
        lock (_gate)
        {
            if (timer.IsDisposed)
                return false;
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            timer.Set(_elapsed + dueTime, period);
            _timers.Add(timer);
            if (timer.IsWait)
            {
                _waits.Add(dueTime);
                Monitor.PulseAll(_gate);
            }

            jump = timer.IsWait && !_holdWaits;
        }

        if (jump)
            Jump(timer);
        return true;
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    /// <summary>On the pool: who creates a timer does not expect its callback on its own stack.</summary>
    private void Jump(FakeTimer wait)
    {
        int armed = wait.Armed;
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
            lock (_gate)
            {
                if (wait is not null && (wait.Armed != armed || !_timers.Contains(wait)))
                    return;
                due = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                TimeSpan now = due?.Due ?? end;
                _elapsed = now > _elapsed ? now : _elapsed;
                if (due is null)
                    return;
                if (due.IsPeriodic)
                    due.Set(due.Due + due.Period, due.Period);
                else
                    _timers.Remove(due);
            }

            due.Fire(onPool: due.IsWait && wait is null);
            if (due == wait)
                return;
        }
    }
}
