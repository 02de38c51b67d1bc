#if NET
using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>
/// Compiles what .NET's own handler is made of, by a request whose answer lies ready in memory: nothing leaves the process. It is most of
/// the time of a process's first request, and a connect's settings are read meanwhile.
/// </summary>
internal static class HandlerWarmUp
{
    private static readonly Uri Address = new("http://warm-up.invalid/");

    private static int _isStarted;

    /// <summary>Once a process, on another thread. Who makes the true request does not wait for it, nor for how it ends.</summary>
    internal static void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
            Task.Run(static () => RunAsync(CancellationToken.None)).ObserveFault();
    }

    internal static async Task RunAsync(CancellationToken cancellationToken)
    {
        // Not through the parts of ours around the handler: the true request is at them already, and the compiler does nothing twice.
        using HttpMessageInvoker handler = new(
            HttpClientBuilder.CreateSocketsHandler(static (_, _) => new ValueTask<Stream>(new Answer())));
        using HttpRequestMessage request = new(HttpMethod.Get, Address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await handler.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await body.ReadAsync(new byte[16], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection to nobody, which has the answer before it was asked.</summary>
    private sealed class Answer : MemoryStream
    {
        internal Answer()
            : base("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray())
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
#endif
