using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Spott.Bench.Server;

/// <summary>HTTP/1.1 with keep-alive on one socket: reads a request, waits its latency, sends the answer in one piece.</summary>
internal sealed class Connection(Socket socket, PageSource[] dataSets)
{
    private readonly byte[] request = new byte[16_384];
    private readonly byte[] answer = new byte[PageSource.MaximumBytes];

    public void Serve()
    {
        socket.NoDelay = true;
        using (socket)
        {
            try
            {
                while (ReadRequest() is { } text && Answer(text, Stopwatch.GetTimestamp()))
                {
                }
            }
            catch (SocketException)
            {
                // The peer went away: its right.
            }
        }
    }

    /// <summary>The head of the next request, or null at the end of the stream. A GET has no body.</summary>
    private string? ReadRequest()
    {
        for (var length = 0; length < request.Length;)
        {
            var read = socket.Receive(request, length, request.Length - length, SocketFlags.None);
            if (read == 0)
                return null;
            length += read;
            if (request.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                return Encoding.ASCII.GetString(request, 0, length);
        }

        return null;
    }

    private bool Answer(string text, long begun)
    {
        if (!text.Contains("\r\nx-api-key:", StringComparison.OrdinalIgnoreCase))
            return Send("401 Unauthorized", "");
        Route route;
        try
        {
            route = Route.Parse(text.Split(' ', 3)[1]);
        }
        catch (FormatException)
        {
            return Send("400 Bad Request", "");
        }

        switch (route.Fault)
        {
            case "hang":
                socket.Receive(request);
                return false;
            case "throttled":
                return Send("429 Too Many Requests", "Retry-After: 30\r\n");
        }

        var gzip = route.Gzip && text.Contains("gzip", StringComparison.OrdinalIgnoreCase);
        var range = dataSets[route.DataSet].Write(answer, route.Page, gzip);
        Latency.WaitUntil(begun, route.LatencyMilliseconds);
        var bytes = answer.AsSpan(range);
        if (route.Fault != "slow")
            return SendAll(bytes) && !text.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase);
        for (var at = 0; at < bytes.Length; at += 200)
        {
            SendAll(bytes.Slice(at, Math.Min(200, bytes.Length - at)));
            Thread.Sleep(50);
        }

        return true;
    }

    private bool Send(string status, string headers) =>
        SendAll(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n"));

    private bool SendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[socket.Send(bytes)..];
        return true;
    }
}
