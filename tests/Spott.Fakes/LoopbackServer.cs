using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>A real HTTP/1.1 server on 127.0.0.1, on bare sockets, so that it can also do what no proper server does.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<LoopbackConnection, Task> _open = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IResponder _responder;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Answers by an empty queue: <see cref="Enqueue"/> fills it.</summary>
    public LoopbackServer()
        : this(new AnswerScript())
    {
    }

    /// <summary>Answers by a responder, an <see cref="OpportunityServer"/> for one.</summary>
    public LoopbackServer(IResponder responder)
        : this(responder, false)
    {
    }

    /// <summary>With TLS under a certificate of its own that nobody trusts.</summary>
    public LoopbackServer(IResponder responder, bool useTls)
        : this(responder, useTls ? UntrustedCertificate.Create() : null)
    {
    }

    /// <summary>With TLS under this certificate, whose owner it becomes; without TLS when it is null.</summary>
    public LoopbackServer(IResponder responder, X509Certificate2? certificate)
    {
        _responder = responder;
        _certificate = certificate;
        _listener.Start();
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        BaseUri = new Uri($"{(certificate is not null ? "https" : "http")}://127.0.0.1:{port}/");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Ends with a slash.</summary>
    public Uri BaseUri { get; }

    /// <summary>Every request so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Requests so far.</summary>
    public int RequestCount => Requests.Count;

    /// <summary>Requests whose client went away before it had the whole answer.</summary>
    public int Cancelled => Requests.CancelledCount;

    /// <summary>TCP connections accepted so far; one that is kept alive counts once.</summary>
    public int ConnectionCount => Volatile.Read(ref _connections);

    /// <summary>TCP connections that neither side has closed.</summary>
    public int OpenConnectionCount => _open.Count;

    /// <summary>Real time between a request and its answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The queue.</summary>
    /// <exception cref="InvalidOperationException">There is none: a responder answers.</exception>
    public AnswerScript Answers => _responder as AnswerScript
        ?? throw new InvalidOperationException("This server answers by a responder and has no queue.");

    /// <summary>Null without TLS.</summary>
    public X509Certificate2? Certificate => _certificate;

    /// <summary>Puts answers at the end of the queue and gives the server back.</summary>
    public LoopbackServer Enqueue(params Answer[] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        foreach (Answer answer in answers)
            Answers.Add(answer);
        return this;
    }

    /// <summary>
    /// False when other than <paramref name="count"/> connections are open after <paramref name="timeout"/> of real time.
    /// </summary>
    public bool WaitForOpenConnections(int count, TimeSpan timeout) => SpinWait.SpinUntil(() => _open.Count == count, timeout);

    /// <summary>Resets what is open and is gone: nothing of it runs afterwards.</summary>
    public void Stop()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _listener.Stop();
        foreach (LoopbackConnection connection in _open.Keys)
            connection.Dispose();
        Task.WaitAll([_accepting, .. _open.Values], TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc cref="Stop"/>
    public void Dispose()
    {
        Stop();
        _certificate?.Dispose();
        _stop.Dispose();
    }

    internal Answer Respond(RecordedRequest request)
    {
        Requests.Add(request);
        return request.Answer = _responder.Respond(request).For(request);
    }

    private async Task ServeAsync(LoopbackConnection connection)
    {
        await connection.RunAsync().ConfigureAwait(false);
        _open.TryRemove(connection, out _);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                Interlocked.Increment(ref _connections);
                LoopbackConnection connection = new(this, socket, _stop.Token);
                // Begun when it is in the table: else it could be counted too late, or be gone before it is put there.
                Task<Task> serving = new(() => ServeAsync(connection));
                _open[connection] = serving.Unwrap();
                serving.Start(TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
