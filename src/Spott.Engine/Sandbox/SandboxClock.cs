using System;
using System.Threading;

namespace Spott.Engine.Sandbox;

/// <summary>Another clock, so many days ahead; its waits are as long as the other's.</summary>
internal sealed class SandboxClock(TimeProvider time, int days) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow().AddDays(days);

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
