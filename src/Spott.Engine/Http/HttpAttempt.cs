using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Retries;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>One attempt of a request: sends, reads the whole body, counts, logs, and turns what goes wrong into one exception.</summary>
internal sealed class HttpAttempt
{
    /// <summary>A response's body, after decompression.</summary>
    private const int BodyLimit = 32 * 1024 * 1024;

    private readonly ConnectionServices _services;
    private readonly Attempts _attempts;
    private readonly RunState _run;
    private readonly RunMessages _messages;

    internal HttpAttempt(ConnectionServices services, Attempts attempts, RunState run, RunMessages messages)
    {
        _services = services;
        _attempts = attempts;
        _run = run;
        _messages = messages;
    }

    private ApiKey Key => _services.ApiKey;

    /// <param name="request">What to send.</param>
    /// <param name="read">Makes the result of a successful answer, which is valid only during the call.</param>
    /// <param name="cancellationToken">Ends it, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed.</exception>
    internal async Task<T> SendAsync<T>(OutgoingRequest request, Func<HttpAnswer, T> read, CancellationToken cancellationToken)
    {
        if (_services.IsClosed)
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
                response = await _services.Http.SendAsync(
                    message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                _run.NoteResponse(response.StatusCode, response.Headers.Date);
                if (!response.IsSuccessStatusCode)
                {
                    SpottApiException failure = await ResponseFailure.FromAsync(
                        response, _attempts, Key, _services.Time, cancellationToken).ConfigureAwait(false);
                    Log(request, response, sent, null, failure.RequestId, failure.RetryAfter);
                    throw failure;
                }

                body = await PooledBody.ReadAsync(response.Content, BodyLimit, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is not SpottApiException)
            {
                // What a transport throws once it was told to stop says nothing about the server.
                cancellationToken.ThrowIfCancellationRequested();
                if (_services.IsClosed)
                    throw Closed();
                _messages.Add(RunMessageKind.Verbose, $"{request.LogText} -> no complete answer, attempt {_attempts.Number}");
                throw TransportFailure.From(broken, hadHeaders: response is not null, _attempts, Key, message.RequestUri!);
            }

            // An attempt that did not heed its token was given up, and another one may be under way.
            cancellationToken.ThrowIfCancellationRequested();
            _run.Statistics.CountBytes(body.Length);
            string? requestId = ResponseFailure.RequestId(response, Key);
            Log(request, response, sent, body.Length, requestId, null);
            if (ResponseFailure.InBody(response, body.Bytes, _attempts, Key, _services.Time) is { } error)
                throw error;
            return Read(read, new HttpAnswer(body, response.StatusCode, _attempts), body, response, requestId);
        }
        finally
        {
            body?.Dispose();
            response?.Dispose();
        }
    }

    private SpottApiException Closed() => _attempts.Failure(ConnectionFaults.Closed);

    private T Read<T>(Func<HttpAnswer, T> read, HttpAnswer answer, PooledBody body, HttpResponseMessage response, string? requestId)
    {
        try
        {
            if (body.IsCut)
                throw _attempts.Failure(AnswerFaults.TooLarge(BodyLimit));
            KeyEcho.Mask(body.WritableBytes, Key);
            return read(answer);
        }
        catch (SpottApiException broken)
        {
            broken.StatusCode = response.StatusCode;
            broken.ContentType = ResponseFailure.ContentType(response, Key);
            broken.RequestId = requestId;
            throw;
        }
    }

    private void Log(OutgoingRequest request, HttpResponseMessage response, long sent, int? bytes, string? requestId, TimeSpan? retryAfter)
    {
        double milliseconds = (Stopwatch.GetTimestamp() - sent) * 1000.0 / Stopwatch.Frequency;
        int status = (int)response.StatusCode;
        string line = string.Format(CultureInfo.InvariantCulture, "{0} -> {1}, {2:0} ms", request.LogText, status, milliseconds);
        if (bytes is not null)
            line += string.Format(CultureInfo.InvariantCulture, ", {0:N0} bytes", bytes);
        line += ", attempt " + _attempts.Number.ToString(CultureInfo.InvariantCulture);
        if (requestId is not null)
            line += ", request id " + requestId;
        if (retryAfter is { } wait)
            line += string.Format(CultureInfo.InvariantCulture, ", Retry-After {0:0} s", wait.TotalSeconds);
        _messages.Add(RunMessageKind.Verbose, line);
    }
}
