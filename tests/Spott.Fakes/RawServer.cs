using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>
/// A server on 127.0.0.1 that waits for the client's first bytes, sends its own, and closes: for what is no HTTP and no proper TLS.
/// </summary>
public sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private int _connections;

    /// <summary>Listens.</summary>
    public RawServer(byte[] answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Of TLS: a fatal alert with this code in the place of a handshake.</summary>
    public static RawServer Alert(byte code) => new([21, 3, 3, 0, 2, 2, code]);

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>TCP _connections accepted so far.</summary>
    public int ConnectionCount => Volatile.Read(ref _connections);

    /// <inheritdoc/>
    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                Interlocked.Increment(ref _connections);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await client.GetStream().ReadAsync(new byte[4096]).ConfigureAwait(false);
                await client.GetStream().WriteAsync(_answer).ConfigureAwait(false);
                client.Client.Shutdown(SocketShutdown.Send);
                await client.GetStream().ReadAsync(new byte[4096]).ConfigureAwait(false);
            }
        }
        catch (Exception gone) when (gone is SocketException or System.IO.IOException)
        {
            // The client went away first.
        }
    }
}
