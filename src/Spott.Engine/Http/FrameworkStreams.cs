#if !NET
using System;
using System.IO;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Http;

/// <summary>What .NET's streams have and .NET Framework's lack.</summary>
internal static class FrameworkStreams
{
    internal static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }

    /// <summary>They do not heed the token while they read; closing them ends the read.</summary>
    internal static async Task<int> ReadAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> part))
            throw new ArgumentException("The buffer is no array.", nameof(buffer));
        using (cancellationToken.Register(stream.Dispose))
            return await stream.ReadAsync(part.Array, part.Offset, part.Count, cancellationToken).ConfigureAwait(false);
    }
}
#endif
