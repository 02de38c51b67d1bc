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
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _forward = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<ProxyRequest> _requests = new();
    private readonly string? _credential;

    /// <summary>Demands no credential.</summary>
    public LoopbackProxy()
        : this(null, null)
    {
    }

    /// <summary>Answers 407 until Basic brings this user and password.</summary>
    public LoopbackProxy(string? user, string? password)
    {
        _credential = user is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>What a client is told to use.</summary>
    public Uri Address { get; }

    /// <summary>Every request so far, those that got 407 included; what went through a tunnel is not among them.</summary>
    public IReadOnlyList<ProxyRequest> Requests => _requests.ToArray();

    /// <summary>The targets of the CONNECTs so far, such as <c>api.invalid:443</c>.</summary>
    public IReadOnlyList<string> Tunnels =>
        _requests.Where(request => request.Method == "CONNECT").Select(request => request.Target).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _forward.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false), _stop.Token);
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
                NetworkStream stream = client.GetStream();
                while (await ProxyRequest.ReadAsync(stream, cancellationToken).ConfigureAwait(false) is { } request)
                {
                    _requests.Enqueue(request);
                    if (_credential is not null && request.ProxyAuthorization != _credential)
                        await WriteAsync(
                            stream, "407 Proxy Authentication Required",
                            "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n", cancellationToken).ConfigureAwait(false);
                    else if (request.Host is not { IsLoopback: true } target)
                        await WriteAsync(stream, "502 Bad Gateway", "Content-Length: 0\r\n", cancellationToken).ConfigureAwait(false);
                    else if (request.Method == "CONNECT")
                        await TunnelAsync(stream, target, cancellationToken).ConfigureAwait(false);
                    else
                        await ForwardAsync(stream, request, target, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e)
                when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or HttpRequestException)
            {
                // One of the two has gone.
            }
        }
    }

    private static async Task TunnelAsync(NetworkStream client, Uri target, CancellationToken cancellationToken)
    {
        using TcpClient far = new();
        await far.ConnectAsync(target.Host, target.Port, cancellationToken).ConfigureAwait(false);
        await WriteAsync(client, "200 Connection Established", string.Empty, cancellationToken).ConfigureAwait(false);
        NetworkStream server = far.GetStream();
        Task[] copies = [client.CopyToAsync(server, cancellationToken), server.CopyToAsync(client, cancellationToken)];
        await Task.WhenAny(copies).ConfigureAwait(false);
        // The other one ends with the sockets, and is looked at.
        _ = Task.WhenAll(copies).ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        throw new IOException("The tunnel has ended.");
    }

    private async Task ForwardAsync(NetworkStream client, ProxyRequest request, Uri target, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(new HttpMethod(request.Method), target);
        foreach ((string? name, string? value) in request.Headers.Where(
            header => !header.Key.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)))
            message.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage answer = await _forward.SendAsync(message, cancellationToken).ConfigureAwait(false);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        StringBuilder headers = new();
        foreach ((string? name, IEnumerable<string>? values) in answer.Headers.Concat(answer.Content.Headers).Where(
            header => header.Key is not ("Transfer-Encoding" or "Content-Length")))
            headers.Append(name).Append(": ").AppendJoin(", ", values).Append("\r\n");
        headers.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        await WriteAsync(client, $"{(int)answer.StatusCode} Forwarded", headers.ToString(), cancellationToken).ConfigureAwait(false);
        await client.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    private static Task WriteAsync(NetworkStream stream, string status, string headers, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{headers}\r\n"), cancellationToken).AsTask();
}
