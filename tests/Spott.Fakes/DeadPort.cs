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
    private readonly Socket listener;
    private readonly List<Socket> queued = [];

    /// <summary>Fills it.</summary>
    /// <param name="address">An address of this machine.</param>
    /// <param name="port">A free port there; 0 for any.</param>
    public DeadPort(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(0);
        for (var isTaken = true; isTaken && queued.Count < 64;)
        {
            var one = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            queued.Add(one);
            isTaken = one.ConnectAsync(listener.LocalEndPoint!).Wait(300);
        }
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in queued)
            one.Dispose();
        listener.Dispose();
    }
}
