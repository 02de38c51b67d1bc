using System.Net;
using System.Net.Sockets;

namespace Spott.Bench.Server;

/// <summary>A port on which a TCP connect waits (on Linux): its queue is full and nobody accepts.</summary>
internal sealed class DeadPort : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> queue = [];

    public DeadPort()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        for (var i = 0; i < 4; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            queue.Add(socket);
            try
            {
                socket.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException)
            {
                // "In progress": what is wanted.
            }
        }
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        queue.ForEach(socket => socket.Dispose());
        listener.Dispose();
    }
}
