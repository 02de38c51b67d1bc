using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine;

/// <summary>Turns an answer that is no page, or the lack of an answer, into the one exception that the module throws.</summary>
internal static class ResponseFailure
{
    private static readonly string[] RequestIdHeaders = { "x-request-id", "request-id", "cf-ray", "traceparent" };

    /// <summary>Reads an answer whose status is no success.</summary>
    internal static async Task<SpottApiException> FromAsync(HttpResponseMessage response, Attempts attempts, ApiKey key, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        SpottApiException failure = status == (int)HttpStatusCode.ProxyAuthenticationRequired ? attempts.Failure(FailureKind.Network, ProxyFailure.WantsCredential)
            : status is >= 300 and < 400
                ? attempts.Failure(FailureKind.Insecure, "The server answered with a redirect, which is never followed because it would carry the key to another address (check -BaseUri)")
                : attempts.Failure(Kind(status), isTransient: status is 408 or 429 or 500 or 502 or 503 or 504);
        failure.StatusCode = response.StatusCode;
        failure.RetryAfter = RetryAfter(response);

        (string? message, string? requestId) = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        failure.ServerMessage = ErrorBody.Shown(message, key);
        failure.RequestId = ErrorBody.Shown(requestId, key) ?? RequestId(response, key);
        return failure;
    }

    /// <summary>What a network's exception means; null when it is not the network's.</summary>
    internal static SpottApiException? From(Exception exception, Attempts attempts, ApiKey key)
    {
        if (exception is not (HttpRequestException or IOException))
            return null;

        Exception root = exception;
        while (root.InnerException is { } inner)
            root = inner;
        bool untrusted = exception is HttpRequestException { InnerException: AuthenticationException };
        string? refusedByProxy = ProxyFailure.Detail(exception, out bool wantsCredential);
        string detail = untrusted ? "its certificate is not trusted (" + ErrorBody.Shown(root.Message, key) + ")"
            : refusedByProxy ?? (ErrorBody.Shown(root.Message, key) ?? root.GetType().Name).TrimEnd('.');
        SpottApiException failure = attempts.Failure(
            FailureKind.Network, detail, isTransient: !untrusted && !wantsCredential, refusedByProxy is not null || QuotesServer(exception, key) ? null : exception);
        failure.IsAmbiguous &= !NeverSent(exception);
        return failure;
    }

    /// <summary>Whether it repeats what the server sent, a header that is none for one, in a way that must not be shown.</summary>
    private static bool QuotesServer(Exception exception, ApiKey key)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (ConsoleText.Harmless(key.Redact(cause.Message)) != cause.Message)
                return true;
        }

        return false;
    }

    /// <summary>Whether there was no connection that the request could have gone over.</summary>
    private static bool NeverSent(Exception exception) =>
#if NET
        exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
#else
        exception.InnerException is WebException
        {
            Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.ConnectFailure
                or WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure,
        };
#endif

    /// <summary>The server's name for the request, from its headers.</summary>
    internal static string? RequestId(HttpResponseMessage response, ApiKey key)
    {
        foreach (string header in RequestIdHeaders)
        {
            if (response.Headers.TryGetValues(header, out var values))
                return ErrorBody.Shown(values.First(), key);
        }

        return null;
    }

    /// <summary>How long the server asks to wait; a date counts from the response's own, so that two clocks need not agree.</summary>
    internal static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } asked)
            return null;
        TimeSpan? wait = asked.Delta ?? asked.Date - (response.Headers.Date ?? DateTimeOffset.UtcNow);
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

    private static async Task<(string? Message, string? RequestId)> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using PooledBody body = await PooledBody.ReadAsync(response.Content, ErrorBody.ReadLimit, cancellationToken).ConfigureAwait(false);
            return ErrorBody.Read(body.Bytes);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // The status tells enough; the body was only to explain it.
            return (null, null);
        }
    }
}
