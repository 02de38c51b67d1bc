using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Http;

/// <summary>
/// Lets the caller go on before a transport inside the process is asked: it may answer, or block, on its caller's stack, which a network
/// never does; and the caller is about to parse a page.
/// </summary>
internal sealed class ThreadPoolHandler : DelegatingHandler
{
    // Not by a yield, which would come back to the pipeline's thread where that is a window's, and wait for it for ever.
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.Run(() => base.SendAsync(request, cancellationToken), cancellationToken);
}
