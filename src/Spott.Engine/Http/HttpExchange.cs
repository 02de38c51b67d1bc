using System;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Retries;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>One request with all its attempts: sends, reads the whole body, counts, logs, and turns what goes wrong into one exception.</summary>
internal sealed class HttpExchange
{
    /// <summary>A response's body, after decompression.</summary>
    internal const int BodyLimit = 32 * 1024 * 1024;

    private static readonly Task<bool> NoPace = Task.FromResult(true);

    private readonly HttpStack _stack;
    private readonly ApiKey _key;
    private readonly RunState _run;
    private readonly RunMessages _messages;

    /// <param name="stack">The connection's.</param>
    /// <param name="key">Its echoes are made unreadable.</param>
    /// <param name="target">Method and address without the query, for errors.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    internal HttpExchange(HttpStack stack, ApiKey key, string target, RunState run, RunMessages messages)
    {
        _stack = stack;
        _key = key;
        _run = run;
        _messages = messages;
        Attempts = new Attempts(target, run.Statistics, messages);
    }

    internal Attempts Attempts { get; }

    /// <summary>Runs attempts at the connection's pace until one succeeds or the retries are used up.</summary>
    /// <exception cref="SpottApiException">It failed for good.</exception>
    internal Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken) => _stack.Retries.ExecuteAsync(
        Attempts, (longest, token) => _stack.Pacer?.WaitAsync(longest, _run.Statistics, _messages, token) ?? NoPace, attempt, cancellationToken);

    /// <summary>One attempt.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Makes the result of a successful answer's body, which is valid only during the call.</param>
    /// <param name="cancellationToken">Ends it, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed.</exception>
    internal async Task<T> SendAsync<T>(OutgoingRequest request, Func<PooledBody, HttpStatusCode, T> read, CancellationToken cancellationToken)
    {
        if (_stack.IsClosed)
            throw Closed();

        long sent = Stopwatch.GetTimestamp();
        _run.Statistics.CountRequest();
        using HttpRequestMessage message = request.CreateMessage();
        HttpResponseMessage? response = null;
        PooledBody? body = null;
        try
        {
            try
            {
                response = await _stack.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                _run.NoteResponse(response.StatusCode, response.Headers.Date);
                if (!response.IsSuccessStatusCode)
                {
                    SpottApiException failure = await ResponseFailure.FromAsync(response, Attempts, _key, _stack.Time, cancellationToken).ConfigureAwait(false);
                    Log(request, response, sent, null, failure.RequestId, failure.RetryAfter);
                    throw failure;
                }

                body = await PooledBody.ReadAsync(response.Content, BodyLimit, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is not SpottApiException)
            {
                // What a transport throws once it was told to stop says nothing about the server.
                cancellationToken.ThrowIfCancellationRequested();
                if (_stack.IsClosed)
                    throw Closed();
                _messages.Add(RunMessageKind.Verbose, $"{request.Shown} -> no complete answer, attempt {Attempts.Number}");
                throw ResponseFailure.From(broken, hadHeaders: response is not null, Attempts, _key);
            }

            // An attempt that did not heed its token was given up, and another one may be under way.
            cancellationToken.ThrowIfCancellationRequested();
            _run.Statistics.CountBytes(body.Length);
            string? requestId = ResponseFailure.RequestId(response, _key);
            Log(request, response, sent, body.Length, requestId, null);
            return Read(body, read, response, requestId);
        }
        finally
        {
            body?.Dispose();
            response?.Dispose();
        }
    }

    private SpottApiException Closed() => Attempts.Failure(ConnectionFaults.Closed);

    private T Read<T>(PooledBody body, Func<PooledBody, HttpStatusCode, T> read, HttpResponseMessage response, string? requestId)
    {
        try
        {
            if (body.IsCut)
                throw Attempts.Failure(AnswerFaults.TooLarge(BodyLimit));
            KeyEcho.Blot(body.WritableBytes, _key);
            return read(body, response.StatusCode);
        }
        catch (SpottApiException broken)
        {
            broken.StatusCode = response.StatusCode;
            broken.ContentType = ResponseFailure.ContentType(response, _key);
            broken.RequestId = requestId;
            throw;
        }
    }

    private void Log(OutgoingRequest request, HttpResponseMessage response, long sent, int? bytes, string? requestId, TimeSpan? retryAfter)
    {
        double milliseconds = (Stopwatch.GetTimestamp() - sent) * 1000.0 / Stopwatch.Frequency;
        string line = string.Format(CultureInfo.InvariantCulture, "{0} -> {1}, {2:0} ms", request.Shown, (int)response.StatusCode, milliseconds);
        if (bytes is not null)
            line += string.Format(CultureInfo.InvariantCulture, ", {0:N0} bytes", bytes);
        line += ", attempt " + Attempts.Number.ToString(CultureInfo.InvariantCulture);
        if (requestId is not null)
            line += ", request id " + requestId;
        if (retryAfter is { } wait)
            line += string.Format(CultureInfo.InvariantCulture, ", Retry-After {0:0} s", wait.TotalSeconds);
        _messages.Add(RunMessageKind.Verbose, line);
    }
}
