using System;
using System.Threading;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Spott.Engine;

/// <summary>
/// Repeats a request until it succeeds, fails for good, or has used its number of retries or its time. One per connection. Whatever
/// comes out of it is the result, a cancellation, or the <see cref="SpottApiException"/> of the last answer.
/// </summary>
internal sealed class RetryPolicy
{
    /// <summary>One page with all its retries.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    private static readonly ResiliencePropertyKey<Attempts> Key = new("Spott.Attempts");

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _maxRetryAfter;
    private readonly Backoff _backoff = new();
    private readonly ResiliencePipeline _retries;
    private readonly ResiliencePipeline _oneAttempt;

    internal RetryPolicy(ConnectionSettings settings, TimeProvider time)
    {
        _time = time;
        _timeout = settings.Timeout;
        _maxRetryAfter = settings.MaxRetryAfter;
        _oneAttempt = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(settings.Timeout).Build();

        ResiliencePipelineBuilder retries = new() { TimeProvider = time };
        if (settings.MaxRetryCount > 0)
        {
            retries.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.MaxRetryCount,
                ShouldHandle = args => new ValueTask<bool>(
                    args.Outcome.Exception is SpottApiException failure && args.Context.Properties.TryGetValue(Key, out Attempts? attempts)
                    && MayRetry(failure, attempts, args.AttemptNumber)),
                DelayGenerator = args => new ValueTask<TimeSpan?>(args.Context.Properties.GetValue(Key, null!).NextWait),
                OnRetry = args =>
                {
                    args.Context.Properties.GetValue(Key, null!).BeginWait((SpottApiException)args.Outcome.Exception!, _time.GetUtcNow());
                    return default;
                },
            });
        }

        _retries = retries.Build();
    }

    /// <param name="attempts">Counts them; its number is that of the attempt that is running.</param>
    /// <param name="takeTurn">Waits for the request's turn before each attempt; false when that would take longer than it is told.</param>
    /// <param name="attempt">One attempt; it gives a failure as a <see cref="SpottApiException"/>.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    internal async Task<T> ExecuteAsync<T>(
        Attempts attempts, Func<TimeSpan, CancellationToken, Task<bool>> takeTurn, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Key, attempts);
        try
        {
            return await _retries.ExecuteAsync(
                async (ResilienceContext running) =>
                {
                    attempts.EndWait();
                    // The page's time begins with its first attempt, however many runs share the connection's pace.
                    TimeSpan longest = attempts.LastFailure is null ? TimeSpan.MaxValue : Budget - _timeout - attempts.Elapsed;
                    if (!await takeTurn(longest, running.CancellationToken).ConfigureAwait(false))
                    {
                        attempts.MayRepeat = false;
                        throw attempts.LastFailure!;
                    }

                    attempts.Begin(_time);
                    try
                    {
                        return await _oneAttempt.ExecuteAsync(async token => await Abandonable(attempt(token), token).ConfigureAwait(false), running.CancellationToken).ConfigureAwait(false);
                    }
                    catch (TimeoutRejectedException)
                    {
                        throw attempts.Failure(FailureKind.Timeout, FormattableString.Invariant($"{_timeout.TotalSeconds:0} s, -TimeoutSec"), isTransient: true);
                    }
                },
                context).ConfigureAwait(false);
        }
        catch (SpottApiException failure)
        {
            failure.Attempts = attempts.Number;
            failure.Elapsed = attempts.Elapsed;
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
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
            failure.Detail = FormattableString.Invariant(
                $"asks for a wait of {failure.RetryAfter.Value.TotalSeconds:0} s, longer than -MaxRetryAfter allows ({_maxRetryAfter.TotalSeconds:0} s)");
            return false;
        }

        // Neither a wait nor an attempt is begun that could pass the page's time.
        attempts.NextWait = _backoff.Before(failure, retry);
        return attempts.Elapsed + attempts.NextWait + _timeout <= Budget;
    }
}
