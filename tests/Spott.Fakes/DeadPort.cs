using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace Spott.Fakes;

/// <summary>
/// A port that drops whoever wants to connect, as a firewall does: its queue of connections is full and nobody takes one. On Linux; other
/// systems refuse instead.
/// </summary>
public sealed class DeadPort : IDisposable
{
    private readonly Socket _listener;
    private readonly List<Socket> _queued = [];

    /// <summary>Fills it.</summary>
    /// <param name="address">An address of this machine.</param>
    /// <param name="port">A free port there; 0 for any.</param>
    public DeadPort(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(0);
        for (bool isTaken = true; isTaken && _queued.Count < 64;)
        {
            Socket one = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _queued.Add(one);
            isTaken = one.ConnectAsync(_listener.LocalEndPoint!).Wait(300);
        }
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket one in _queued)
            one.Dispose();
        _listener.Dispose();
    }
}
