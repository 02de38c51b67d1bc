using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Spott.Bench.Server;

/// <summary>HTTP/1.1 with keep-alive on one socket: reads a request, waits its latency, sends the answer in one piece.</summary>
internal sealed class Connection(Socket socket, PageSource[] dataSets)
{
    private readonly byte[] _request = new byte[16_384];
    private readonly byte[] _answer = new byte[PageSource.MaximumBytes];

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
        for (int length = 0; length < _request.Length;)
        {
            int read = socket.Receive(_request, length, _request.Length - length, SocketFlags.None);
            if (read == 0)
                return null;
            length += read;
            if (_request.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                return Encoding.ASCII.GetString(_request, 0, length);
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
                socket.Receive(_request);
                return false;
            case "throttled":
                return Send("429 Too Many Requests", "Retry-After: 30\r\n");
        }

        bool gzip = route.Gzip && text.Contains("gzip", StringComparison.OrdinalIgnoreCase);
        Range range = dataSets[route.DataSet].Write(_answer, route.Page, gzip);
        Latency.WaitUntil(begun, route.LatencyMilliseconds);
        Span<byte> bytes = _answer.AsSpan(range);
        if (route.Fault != "slow")
            return SendAll(bytes) && !text.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase);
        for (int at = 0; at < bytes.Length; at += 200)
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
