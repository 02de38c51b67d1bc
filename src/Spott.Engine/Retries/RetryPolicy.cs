using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Engine.Retries;

/// <summary>
/// Repeats a request until it succeeds, fails for good, or has used its number of retries or its time. One per connection. Whatever
/// comes out of it is the result, a cancellation, or the <see cref="SpottApiException"/> of the last answer.
/// </summary>
internal sealed class RetryPolicy
{
    /// <summary>One page with all its retries.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _maxRetryAfter;
    private readonly Backoff _backoff = new();
    private readonly int _maxRetryCount;

    internal RetryPolicy(ConnectionSettings settings, TimeProvider time)
    {
        _time = time;
        _timeout = settings.Timeout;
        _maxRetryAfter = settings.MaxRetryAfter;
        _maxRetryCount = settings.MaxRetryCount;
    }

    /// <param name="attempts">Counts them; its number is that of the attempt that is running.</param>
    /// <param name="takeTurn">Waits for the request's turn before each attempt; false when that would take longer than it is told.</param>
    /// <param name="attempt">One attempt; it gives a failure as a <see cref="SpottApiException"/>.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    internal async Task<T> ExecuteAsync<T>(
        Attempts attempts, Func<TimeSpan, CancellationToken, Task<bool>> takeTurn, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            // The page's time begins with its first attempt, however many runs share the connection's pace.
            TimeSpan longest = attempts.LastFailure is null ? TimeSpan.MaxValue : Budget - _timeout - attempts.Elapsed;
            if (!await takeTurn(longest, cancellationToken).ConfigureAwait(false))
            {
                attempts.LastFailure!.Elapsed = attempts.Elapsed;
                throw attempts.LastFailure;
            }

            attempts.Begin(_time);
            try
            {
                return await InTimeAsync(attempts, attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (SpottApiException failure)
            {
                failure.Attempts = attempts.Number;
                failure.Elapsed = attempts.Elapsed;
                if (!MayRetry(failure, attempts, retry) || retry == _maxRetryCount)
                    throw;
                attempts.BeginWait(failure, _time.GetUtcNow());
            }

#if NET
            await Task.Delay(attempts.NextWait, _time, cancellationToken).ConfigureAwait(false);
#else
            await _time.Delay(attempts.NextWait, cancellationToken).ConfigureAwait(false);
#endif
            attempts.EndWait();
        }
    }

    private async Task<T> InTimeAsync<T>(Attempts attempts, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
#if NET
        using CancellationTokenSource limit = new(_timeout, _time);
#else
        using CancellationTokenSource limit = _time.CreateCancellationTokenSource(_timeout);
#endif
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await Abandonable(attempt(either.Token), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw attempts.Failure(NetworkFaults.AttemptTimeout(_timeout), isTransient: true);
        }
    }

    /// <summary>A transport of the user's own may not heed its token; neither a timeout nor a stop waits for it.</summary>
    private static Task<T> Abandonable<T>(Task<T> attempt, CancellationToken cancellationToken)
    {
        if (attempt.IsCompleted)
            return attempt;
        _ = attempt.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
#if NET
        return attempt.WaitAsync(cancellationToken);
#else
        return attempt.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
#endif
    }

    private bool MayRetry(SpottApiException failure, Attempts attempts, int retry)
    {
        if (!failure.IsTransient)
            return false;

        if (failure.RetryAfter > _maxRetryAfter)
        {
            failure.RetryAfterLimit = _maxRetryAfter;
            return false;
        }

        // Neither a wait nor an attempt is begun that could pass the page's time.
        attempts.NextWait = _backoff.Before(failure, retry);
        return attempts.Elapsed + attempts.NextWait + _timeout <= Budget;
    }
}
