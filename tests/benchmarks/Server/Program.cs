using System.Net;
using System.Net.Sockets;
using Spott.Bench.Server;

// Prints one line, {"port":…,"deadPort":…}, and serves until its standard input is closed: it ends with the process that started it.
PageSource[] dataSets = [new(200), new(100_000)];
foreach (PageSource dataSet in dataSets)
{
    dataSet.Write(new byte[PageSource.MaximumBytes], new PageRequest(0, 50, 10_000), gzip: true);
}

using DeadPort deadPort = new();
using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen(64);
new Thread(() =>
{
    while (true)
    {
        Socket socket = listener.Accept();
        // A thread a connection: nothing waits for a pool's thread, so that the latency is the asked one.
        new Thread(() => new Connection(socket, dataSets).Serve()) { IsBackground = true }.Start();
    }
}) { IsBackground = true }.Start();

Console.WriteLine($$"""{"port":{{((IPEndPoint)listener.LocalEndPoint!).Port}},"deadPort":{{deadPort.Port}}}""");
while (Console.In.Read() >= 0)
{
}
