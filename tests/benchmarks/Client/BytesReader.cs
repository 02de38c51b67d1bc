using System.Text;

namespace Spott.Bench;

/// <summary>The limit: takes every byte of every page, one after the other, and looks for nothing but the next cursor.</summary>
internal sealed class BytesReader : IPageReader, IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private byte[] buffer = new byte[262_144];

    public BytesReader() => client.DefaultRequestHeaders.Add("x-api-key", "benchmark-key");

    public async Task ReadAsync(Uri address, Action<int, int> pageRead)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var query = cursor.Length == 0 ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var length = await ReadPageAsync(new Uri(address, "opportunities?limit=50" + query));
            cursor = FindCursor(buffer.AsSpan(0, length));
            pageRead(0, length);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<int> ReadPageAsync(Uri address)
    {
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var body = await response.Content.ReadAsStreamAsync();
        for (var length = 0; ;)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, length * 2);
            var read = await body.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
                return length;
            length += read;
        }
    }

    private static string? FindCursor(ReadOnlySpan<byte> body)
    {
        var at = body.LastIndexOf("\"cursor\":\""u8);
        if (at < 0)
            return null;
        var value = body[(at + 10)..];
        return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }
}
