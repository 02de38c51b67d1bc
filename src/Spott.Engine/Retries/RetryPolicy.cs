using System;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Engine.Retries;

/// <summary>Says whether a request that failed is sent again, and when. One per connection.</summary>
internal sealed class RetryPolicy
{
    private readonly TimeSpan _maxRetryAfter;
    private readonly int _maxRetryCount;
    private readonly Backoff _backoff = new();

    internal RetryPolicy(ConnectionSettings settings)
    {
        _maxRetryAfter = settings.MaxRetryAfter;
        _maxRetryCount = settings.MaxRetryCount;
    }

    /// <param name="failure">What the attempt ended with. It is told where the server asks for a longer wait than is allowed.</param>
    /// <param name="retry">The retry to come, counted from 0.</param>
    /// <param name="place">Its place in the schedule of waits, from 0: after a 429 only those after a 429 are counted.</param>
    /// <returns>How long to wait before it; null when the failure is final.</returns>
    internal TimeSpan? WaitBefore(SpottApiException failure, int retry, int place)
    {
        if (!failure.IsTransient)
            return null;

        if (failure.RetryAfter > _maxRetryAfter)
        {
            failure.RetryAfterLimit = _maxRetryAfter;
            return null;
        }

        return retry < _maxRetryCount ? _backoff.Before(failure, place) : null;
    }
}
