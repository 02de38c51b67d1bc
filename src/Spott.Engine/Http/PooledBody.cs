using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Http;

/// <summary>A response's body in a buffer of the pool, given back on every way out.</summary>
internal sealed class PooledBody : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int _length;

    /// <summary>True when the body was longer than the bound, and so is not whole.</summary>
    internal bool IsCut { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    internal Span<byte> WritableBytes => _buffer.AsSpan(0, _length);

    internal int Length => _length;

    /// <param name="content">What to read to its end.</param>
    /// <param name="limit">At most so many bytes, after decompression.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<PooledBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        PooledBody body = new();
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                    body.Grow();
                int read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return body;
                body._length += read;
                if (body._length > limit)
                {
                    body._length = limit;
                    body.IsCut = true;
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, Array.Empty<byte>());
        _length = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Buffer.BlockCopy(_buffer, 0, larger, 0, _length);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
