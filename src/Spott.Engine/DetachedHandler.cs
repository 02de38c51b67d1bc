using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine;

/// <summary>
/// Lets the caller go on before a transport inside the process is asked: it may answer, or block, on its caller's stack, which a network
/// never does; and the caller is about to parse a page.
/// </summary>
internal sealed class DetachedHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
