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
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>
    /// Null at the end of the connection, and for what is not HTTP: a TLS greeting, whose random bytes may hold spaces and line ends.
    /// </summary>
    public async Task<RecordedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        string? line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (line?.Split(' ') is not [string method, string target, "HTTP/1.1"])
            return null;
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            (string? name, string? value) = (header[..colon], header[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out string? before) ? $"{before}, {value}" : value;
        }

        string body = await ReadBodyAsync(headers, cancellationToken).ConfigureAwait(false);
        return new RecordedRequest(method, new Uri(baseUri, target), headers, body);
    }

    private async Task<string> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        if (headers.TryGetValue("Content-Length", out string? length))
            await CopyAsync(body, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        else if (headers.ContainsKey("Transfer-Encoding"))
        {
            int size;
            do
            {
                string text = await ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "0";
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
            if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return;
            int take = Math.Min(count, _end - _start);
            body.Write(_buffer, _start, take);
            _start += take;
            count -= take;
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
                return null;
            int feed = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int stop = feed < 0 ? _end : feed + 1;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, stop - _start));
            _start = stop;
            if (feed >= 0)
                return line.ToString().TrimEnd('\r', '\n');
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _end > 0;
    }
}
