using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>Reads the requests of one connection. Latin-1 in the head, so that no byte of it is lost.</summary>
internal sealed class HttpRequestReader(Stream stream, Uri baseUri)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Null at the end of the connection, and for what is not HTTP: a TLS greeting, whose random bytes may hold spaces and line ends.</summary>
    public async Task<RecordedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (line?.Split(' ') is not [var method, var target, "HTTP/1.1"])
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (header[..colon], header[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }

        var body = await ReadBodyAsync(headers, cancellationToken).ConfigureAwait(false);
        return new RecordedRequest(method, new Uri(baseUri, target), headers, body);
    }

    private async Task<string> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (headers.TryGetValue("Content-Length", out var length))
            await CopyAsync(body, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        else if (headers.ContainsKey("Transfer-Encoding"))
        {
            int size;
            do
            {
                var text = await ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "0";
                size = int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await CopyAsync(body, size, cancellationToken).ConfigureAwait(false);
                await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            }
            while (size > 0);
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private async Task CopyAsync(MemoryStream body, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (start == end && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return;
            var take = Math.Min(count, end - start);
            body.Write(buffer, start, take);
            start += take;
            count -= take;
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return null;
            var feed = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var stop = feed < 0 ? end : feed + 1;
            line.Append(Encoding.Latin1.GetString(buffer, start, stop - start));
            start = stop;
            if (feed >= 0)
                return line.ToString().TrimEnd('\r', '\n');
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return end > 0;
    }
}
