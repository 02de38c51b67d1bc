using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Spott.Connections;
using Spott.Engine.Retries;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>Turns the lack of an answer into the one exception that the module throws.</summary>
internal static class TransportFailure
{
    /// <param name="exception">Whatever the transport threw; a user's own may throw any.</param>
    /// <param name="hadHeaders">Whether the answer had begun.</param>
    /// <param name="attempts">The request's.</param>
    /// <param name="key">Its echoes are made unreadable.</param>
    /// <param name="address">Where the request went.</param>
    internal static SpottApiException From(Exception exception, bool hadHeaders, Attempts attempts, ApiKey key, Uri address)
    {
        List<Exception> causes = Causes(exception);
        // Refused while it connected, by us.
        if (causes.OfType<SpottApiException>().FirstOrDefault() is { Fault: { } refused })
            return attempts.Failure(refused);

        Exception root = causes[causes.Count - 1];
        string reason = (ServerText.Quote(root.Message, key) ?? root.GetType().Name).TrimEnd('.');
        Distrust? distrust = CertificateOf(causes, reason);
        Fault? refusedByProxy = ProxyFailure.Of(exception, out bool wantsCredential);
        Fault fault = distrust is not null ? NetworkFaults.UntrustedCertificate(distrust)
            : refusedByProxy ?? (IsHandshake(causes) ? NetworkFaults.NoTls(reason) : NetworkFaults.Unreachable(reason));
        // A body that broke is the network's fault whatever the decoder calls it; before the headers only the network's own exceptions are.
        bool isNetwork = hadHeaders
            || exception is HttpRequestException or IOException or SocketException or WebException or TimeoutException
            or OperationCanceledException;
        bool quotes = refusedByProxy is not null || causes.Exists(cause => Quotes(cause, key));
        SpottApiException failure = attempts.Failure(
            fault,
            isTransient: isNetwork && distrust is null && !wantsCredential && !IsNobodyHere(causes, address),
            quotes ? null : exception);
        failure.IsAmbiguous &= !NeverSent(exception);
        return failure;
    }

    /// <summary>
    /// Whether this machine itself says that no program listens there: no network that recovers in a moment lies between, and a
    /// person waits at a prompt.
    /// </summary>
    private static bool IsNobodyHere(List<Exception> causes, Uri address) =>
        address.IsLoopback && causes.OfType<SocketException>().Any(cause => cause.SocketErrorCode == SocketError.ConnectionRefused);

    private static List<Exception> Causes(Exception exception)
    {
        List<Exception> causes = new();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            causes.Add(cause);
        return causes;
    }

    /// <summary>Whether it repeats what the server sent, a header that is none for one, in a way that must not be shown.</summary>
    private static bool Quotes(Exception cause, ApiKey key) =>
        // A line break is .NET's own, in the messages that name an argument.
        ConsoleText.Harmless(key.Redact(cause.Message)) != cause.Message.Replace('\r', ' ').Replace('\n', ' ');

    /// <returns>Why the certificate was refused; null when something else is at fault.</returns>
    private static Distrust? CertificateOf(List<Exception> causes, string reason)
    {
        if (causes.OfType<UntrustedCertificateException>().FirstOrDefault() is { } untrusted)
            return untrusted.Distrust;
        // A transport of the user's own is asked in no callback. .NET's words for a refused certificate have no cause and name it.
        return causes[causes.Count - 1] is AuthenticationException { Message: var words }
            && words.IndexOf("certificate", StringComparison.OrdinalIgnoreCase) >= 0 || IsTrustFailure(causes)
            ? Distrust.OfTransport(reason)
            : null;
    }

#if NET
    private static bool IsTrustFailure(List<Exception> causes) => false;

    private static bool IsHandshake(List<Exception> causes) => causes.Exists(static cause =>
        cause is AuthenticationException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError });

    /// <summary>Whether there was no connection that the request could have gone over.</summary>
    private static bool NeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
#else
    private static bool IsTrustFailure(List<Exception> causes) => Has(causes, WebExceptionStatus.TrustFailure);

    private static bool IsHandshake(List<Exception> causes) =>
        Has(causes, WebExceptionStatus.SecureChannelFailure) || causes.Exists(static cause => cause is AuthenticationException);

    private static bool Has(List<Exception> causes, WebExceptionStatus status) =>
        causes.OfType<WebException>().Any(cause => cause.Status == status);

    /// <summary>Whether there was no connection that the request could have gone over.</summary>
    private static bool NeverSent(Exception exception) => exception.InnerException is UntrustedCertificateException or WebException
    {
        Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure
            or WebExceptionStatus.ConnectFailure
            or WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure,
    };
#endif
}
