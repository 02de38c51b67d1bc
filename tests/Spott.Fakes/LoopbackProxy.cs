using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>
/// A real forwarding proxy on 127.0.0.1: tunnels a CONNECT and forwards plain requests, to loopback addresses only; every other name gets
/// 502. It keeps each request as it came, so that a test can look for what should not be in it.
/// </summary>
public sealed class LoopbackProxy : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient forward = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<ProxyRequest> requests = new();
    private readonly string? credential;

    /// <summary>Demands no credential.</summary>
    public LoopbackProxy()
        : this(null, null)
    {
    }

    /// <summary>Answers 407 until Basic brings this user and password.</summary>
    public LoopbackProxy(string? user, string? password)
    {
        credential = user is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>What a client is told to use.</summary>
    public Uri Address { get; }

    /// <summary>Every request so far, those that got 407 included; what went through a tunnel is not among them.</summary>
    public IReadOnlyList<ProxyRequest> Requests => requests.ToArray();

    /// <summary>The targets of the CONNECTs so far, such as <c>api.invalid:443</c>.</summary>
    public IReadOnlyList<string> Tunnels => requests.Where(request => request.Method == "CONNECT").Select(request => request.Target).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        forward.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token).ConfigureAwait(false), stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ProxyRequest.ReadAsync(stream, cancellationToken).ConfigureAwait(false) is { } request)
                {
                    requests.Enqueue(request);
                    if (credential is not null && request.ProxyAuthorization != credential)
                        await WriteAsync(stream, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n", cancellationToken).ConfigureAwait(false);
                    else if (request.Host is not { IsLoopback: true } target)
                        await WriteAsync(stream, "502 Bad Gateway", "Content-Length: 0\r\n", cancellationToken).ConfigureAwait(false);
                    else if (request.Method == "CONNECT")
                        await TunnelAsync(stream, target, cancellationToken).ConfigureAwait(false);
                    else
                        await ForwardAsync(stream, request, target, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
            {
                // One of the two has gone.
            }
        }
    }

    private static async Task TunnelAsync(NetworkStream client, Uri target, CancellationToken cancellationToken)
    {
        using var far = new TcpClient();
        await far.ConnectAsync(target.Host, target.Port, cancellationToken).ConfigureAwait(false);
        await WriteAsync(client, "200 Connection Established", string.Empty, cancellationToken).ConfigureAwait(false);
        var server = far.GetStream();
        Task[] copies = [client.CopyToAsync(server, cancellationToken), server.CopyToAsync(client, cancellationToken)];
        await Task.WhenAny(copies).ConfigureAwait(false);
        // The other one ends with the sockets, and is looked at.
        _ = Task.WhenAll(copies).ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        throw new IOException("The tunnel has ended.");
    }

    private async Task ForwardAsync(NetworkStream client, ProxyRequest request, Uri target, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), target);
        foreach (var (name, value) in request.Headers.Where(header => !header.Key.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)))
            message.Headers.TryAddWithoutValidation(name, value);
        using var answer = await forward.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var headers = new StringBuilder();
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Content-Length")))
            headers.Append(name).Append(": ").AppendJoin(", ", values).Append("\r\n");
        headers.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        await WriteAsync(client, $"{(int)answer.StatusCode} Forwarded", headers.ToString(), cancellationToken).ConfigureAwait(false);
        await client.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static Task WriteAsync(NetworkStream stream, string status, string headers, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{headers}\r\n"), cancellationToken).AsTask();
}
