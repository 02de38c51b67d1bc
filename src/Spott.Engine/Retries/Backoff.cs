using System;
using Spott.Errors;

namespace Spott.Engine.Retries;

/// <summary>How long to wait before a page is asked for again.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ThrottledCap = TimeSpan.FromSeconds(32);

    // On .NET Framework the default seed is the time: connections that are made together would wait alike.
    private readonly Random _random = new(Guid.NewGuid().GetHashCode());

    /// <param name="failure">What the attempt ended with.</param>
    /// <param name="place">The wait's place in its schedule, counted from 0.</param>
    internal TimeSpan Before(SpottApiException failure, int place)
    {
        TimeSpan wait = failure.Kind == FailureKind.Throttled
            // 2 + 4 + 8 + 16 + 32 s outlast a one-minute window; jitter only makes it longer.
            ? Scale(Power(TimeSpan.FromSeconds(2), place, ThrottledCap), 1 + (0.25 * Next()))
            // Full jitter: callers that failed together do not come back together.
            : Scale(Power(TimeSpan.FromSeconds(1), place, Cap), Next());
        TimeSpan notBefore = failure.RetryAfter is { } asked ? Scale(asked, 1 + (0.1 * Next())) : TimeSpan.Zero;
        return WholeMilliseconds(notBefore > wait ? notBefore : wait);
    }

    // A delay drops the rest of a millisecond: the wait that is told and counted is the one that is waited, and never none.
    private static TimeSpan WholeMilliseconds(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));

    private static TimeSpan Power(TimeSpan first, int place, TimeSpan cap)
    {
        TimeSpan wait = Scale(first, Math.Pow(2, place));
        return wait < cap ? wait : cap;
    }

    private static TimeSpan Scale(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));

    private double Next()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
