using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Retries;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>
/// One request with all its attempts, at the connection's pace. What comes out of it is the result, a cancellation, or one exception.
/// </summary>
internal sealed class HttpExchange
{
    private readonly ConnectionServices _services;
    private readonly RunState _run;
    private readonly RunMessages _messages;
    private readonly Attempts _attempts;
    private readonly HttpAttempt _attempt;

    /// <param name="services">The connection's.</param>
    /// <param name="request">What is sent first; another one may follow that counts as its repetition.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    internal HttpExchange(ConnectionServices services, OutgoingRequest request, RunState run, RunMessages messages)
    {
        _services = services;
        _run = run;
        _messages = messages;
        _attempts = new Attempts(request.Target, request.MayRepeat, run.Statistics, messages, services.Time);
        _attempt = new HttpAttempt(services, _attempts, run, messages);
    }

    /// <summary>Sends a request until it succeeds, fails for good, or has used its number of retries.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Makes the result of a successful answer, which is valid only during the call.</param>
    /// <param name="cancellationToken">Ends it at once, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed for good: the failure of the last attempt.</exception>
    internal async Task<T> SendAsync<T>(OutgoingRequest request, Func<HttpAnswer, T> read, CancellationToken cancellationToken)
    {
        // The waits after a 429 are of a schedule of their own, whatever else failed before.
        int throttled = 0;
        for (int retry = 0; ; retry++)
        {
            if (_services.Pacer is { } pacer)
                await pacer.WaitAsync(_run.Statistics, _messages, cancellationToken).ConfigureAwait(false);

            TimeSpan wait;
            _attempts.Begin();
            try
            {
                return await InTimeAsync(request, read, cancellationToken).ConfigureAwait(false);
            }
            catch (SpottApiException failure)
            {
                _attempts.Note(failure);
                if (failure.StatusCode is null)
                    failure.Proxy = _services.Proxy;
                int place = failure.Kind == FailureKind.Throttled ? throttled++ : retry;
                if (_services.Retries.WaitBefore(failure, retry, place) is not { } next)
                    throw;
                wait = next;
                _attempts.BeginWait(failure, wait);
            }

            await _services.Time.Delay(wait, cancellationToken).ConfigureAwait(false);
            _messages.EndWait();
        }
    }

    private async Task<T> InTimeAsync<T>(OutgoingRequest request, Func<HttpAnswer, T> read, CancellationToken cancellationToken)
    {
        TimeSpan timeout = _services.Timeout;
        using CancellationTokenSource limit = _services.Time.CreateCancellationTokenSource(timeout);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await Abandonable(_attempt.SendAsync(request, Read, either.Token), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw _attempts.Failure(NetworkFaults.AttemptTimeout(timeout), isTransient: true);
        }

        // The answer is here: how long it takes to read it, with the next request on its way, is no fault of the server.
        T Read(HttpAnswer answer)
        {
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            return read(answer);
        }
    }

    /// <summary>A transport of the user's own may not heed its token; neither a timeout nor a stop waits for it.</summary>
    private static Task<T> Abandonable<T>(Task<T> attempt, CancellationToken cancellationToken)
    {
        if (attempt.IsCompleted)
            return attempt;
        attempt.ObserveFault();
        return attempt.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
