using System.Text;

namespace Spott.Bench;

/// <summary>The limit: takes every byte of every page, one after the other, and looks for nothing but the next cursor.</summary>
internal sealed class BytesReader : IPageReader, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private byte[] _buffer = new byte[262_144];

    public BytesReader() => _client.DefaultRequestHeaders.Add("x-api-key", "benchmark-key");

    public async Task ReadAsync(Uri address, Action<int, int> pageRead)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            string query = cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            int length = await ReadPageAsync(new Uri(address, "opportunities?limit=50" + query));
            cursor = FindCursor(_buffer.AsSpan(0, length));
            pageRead(0, length);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> ReadPageAsync(Uri address)
    {
        using HttpResponseMessage response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using Stream body = await response.Content.ReadAsStreamAsync();
        for (int length = 0; ;)
        {
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, length * 2);
            int read = await body.ReadAsync(_buffer.AsMemory(length));
            if (read == 0)
                return length;
            length += read;
        }
    }

    private static string? FindCursor(ReadOnlySpan<byte> body)
    {
        int at = body.LastIndexOf("\"cursor\":\""u8);
        if (at < 0)
            return null;
        ReadOnlySpan<byte> value = body[(at + 10)..];
        return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
