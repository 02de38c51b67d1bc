using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>Turns an answer into what the framework's own handler would give or throw.</summary>
internal static class ScriptedResponse
{
    public static async Task<HttpResponseMessage> CreateAsync(
        Answer answer, HttpRequestMessage request, Action onCancelled, CancellationToken cancellationToken)
    {
        if (answer.HeldBy is { } gate)
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        answer.Clock?.Advance(answer.VirtualTime);
        cancellationToken.ThrowIfCancellationRequested();
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, cancellationToken).ConfigureAwait(false);
        if (answer.Fault == TransportFault.Hang)
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        if (Failure(answer.Fault, request.RequestUri!) is { } failure)
            throw failure;
        return Build(answer, request, onCancelled);
    }

    /// <summary>What a stream of the framework throws when the peer resets the connection.</summary>
    public static IOException Reset() => new(
        "Unable to read data from the transport connection: Connection reset by peer.", new SocketException(
            (int)SocketError.ConnectionReset));

    private static HttpRequestException? Failure(TransportFault fault, Uri uri) => fault switch
    {
        TransportFault.ConnectionRefused => new(HttpRequestError.ConnectionError,
            $"Connection refused ({uri.Host}:{uri.Port})", new SocketException((int)SocketError.ConnectionRefused)),
        TransportFault.NameNotResolved => new(HttpRequestError.NameResolutionError,
            $"Name or service not known ({uri.Host}:{uri.Port})", new SocketException((int)SocketError.HostNotFound)),
        TransportFault.UntrustedCertificate => new(HttpRequestError.SecureConnectionError,
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot")),
        TransportFault.ResetBeforeHeaders => new("An error occurred while sending the request.", Reset()),
        TransportFault.ClosedBeforeHeaders => new(HttpRequestError.ResponseEnded, "An error occurred while sending the request.",
            new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.")),
        TransportFault.NotHttp => new(HttpRequestError.InvalidResponse, "An error occurred while sending the request.",
            new HttpIOException(HttpRequestError.InvalidResponse, "Received an invalid status line.")),
        _ => null,
    };

    private static HttpResponseMessage Build(Answer answer, HttpRequestMessage request, Action onCancelled)
    {
        HttpResponseMessage response = new((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            ReasonPhrase = answer.Reason,
            Content = new StreamContent(new ScriptedBody(answer, onCancelled)),
        };
        if (!answer.IsChunked)
            response.Content.Headers.ContentLength = answer.Body.Length;
        foreach (KeyValuePair<string, string> header in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(header.Key, header.Value))
                response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return response;
    }
}
