using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Retries;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>Turns an answer that is no page into the one exception that the module throws.</summary>
internal static class ResponseFailure
{
    // The status has come; what explains it is not waited for as long as a page is.
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(5);

    private static readonly string[] RequestIdHeaders = { "x-request-id", "request-id", "cf-ray", "traceparent" };

    /// <summary>Reads an answer whose status is no success.</summary>
    internal static async Task<SpottApiException> FromAsync(
        HttpResponseMessage response, Attempts attempts, ApiKey key, TimeProvider time, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        SpottApiException failure = status switch
        {
            (int)HttpStatusCode.ProxyAuthenticationRequired => attempts.Failure(NetworkFaults.ProxyWantsCredential),
            (int)HttpStatusCode.NotModified => attempts.Failure(AnswerFaults.NotModified),
            >= 300 and < 400 => attempts.Failure(DestinationFaults.Redirect),
            _ => OfStatus(status, attempts, key),
        };
        failure.StatusCode = response.StatusCode;
        failure.ContentType = ContentType(response, key);
        failure.RetryAfter = RetryAfter(response, time);

        ErrorBody? said = await ReadBodyAsync(response, time, cancellationToken).ConfigureAwait(false);
        failure.ServerMessage = ServerText.Quote(said?.Message, key);
        failure.RequestId = ServerText.Quote(said?.RequestId, key) ?? RequestId(response, key);
        return failure;
    }

    /// <summary>An error that came under a status of success, as some gateways send them.</summary>
    /// <returns>Null when the body is none.</returns>
    internal static SpottApiException? InBody(
        HttpResponseMessage response, ReadOnlySpan<byte> body, Attempts attempts, ApiKey key, TimeProvider time)
    {
        // A page is larger, or names no status: it is not read twice.
        if (body.Length > ErrorBody.ReadLimit || body.IndexOf("\"statusCode\""u8) < 0 || ErrorBody.Read(body) is not { IsError: true } said)
            return null;

        int status = said.StatusCode.GetValueOrDefault();
        SpottApiException failure = OfStatus(status, attempts, key);
        failure.StatusCode = (HttpStatusCode)status;
        failure.ContentType = ContentType(response, key);
        failure.RetryAfter = RetryAfter(response, time);
        failure.ServerMessage = ServerText.Quote(said.Message, key);
        failure.RequestId = ServerText.Quote(said.RequestId, key) ?? RequestId(response, key);
        return failure;
    }

    /// <param name="status">400 or more.</param>
    /// <param name="attempts">The request's.</param>
    /// <param name="key">The one that was sent.</param>
    private static SpottApiException OfStatus(int status, Attempts attempts, ApiKey key)
    {
        FailureKind kind = Kind(status);
        return kind is FailureKind.Unauthorized or FailureKind.Forbidden && key.IsInQuotes
            ? attempts.Failure(ConnectionFaults.KeyInQuotes(kind, key.Source))
            : attempts.Failure(kind, IsTransient(status));
    }

    /// <summary>
    /// Whether the same request may succeed later. From 520 on they are a gateway's, for trouble between it and the server.
    /// </summary>
    private static bool IsTransient(int status) => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529 or 530;

    /// <summary>The server's name for the request, from its headers.</summary>
    internal static string? RequestId(HttpResponseMessage response, ApiKey key)
    {
        foreach (string header in RequestIdHeaders)
        {
            if (response.Headers.TryGetValues(header, out IEnumerable<string>? values))
                return ServerText.Quote(values.First(), key);
        }

        return null;
    }

    /// <summary>The media type, without its parameters.</summary>
    internal static string? ContentType(HttpResponseMessage response, ApiKey key) =>
        ServerText.Quote(response.Content?.Headers.ContentType?.MediaType, key);

    /// <summary>How long the server asks to wait; a date counts from the response's own, so that two clocks need not agree.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if (!response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values))
            return null;

        // Not the framework's own reading, which drops a number that is too large, or not whole, as if none had come.
        string value = values.First().Trim();
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
            return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        if (response.Headers.RetryAfter?.Date is not { } date)
            return null;
        TimeSpan wait = date - (response.Headers.Date ?? time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static FailureKind Kind(int status) => status switch
    {
        401 => FailureKind.Unauthorized,
        403 => FailureKind.Forbidden,
        404 => FailureKind.NotFound,
        408 => FailureKind.Timeout,
        429 => FailureKind.Throttled,
        >= 500 => FailureKind.ServerError,
        _ => FailureKind.BadRequest,
    };

    private static async Task<ErrorBody?> ReadBodyAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = time.CreateCancellationTokenSource(BodyTimeout);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using PooledBody body = await PooledBody.ReadAsync(response.Content, ErrorBody.ReadLimit, end.Token).ConfigureAwait(false);
            return ErrorBody.Read(body.Bytes);
        }
        catch (Exception broken) when (broken is not SpottApiException)
        {
            // The status tells enough; the body was only to explain it.
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
