#if !NET
using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Http;

/// <summary>
/// On .NET Framework a host's connections are kept by its <see cref="ServicePoint"/>: two at once, each for ever, so that a moved server is
/// never found. Only that of our own host is changed, and before each request, because one that was not used for a while is made anew.
/// </summary>
internal sealed class ServicePointHandler(HttpClientHandler inner, HostConnector connector) : DelegatingHandler(inner)
{
    private const int MaxConnections = 256;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        IWebProxy? proxy = inner.UseProxy ? inner.Proxy ?? WebRequest.DefaultWebProxy : null;
        if (request.RequestUri.Scheme != Uri.UriSchemeHttps)
            await SecureAsync(request, proxy, cancellationToken).ConfigureAwait(false);
        ServicePoint point = ServicePointManager.FindServicePoint(request.RequestUri, proxy);
        // A user who allows more knows why.
        if (point.ConnectionLimit < MaxConnections)
            point.ConnectionLimit = MaxConnections;
        if (point.ConnectionLeaseTimeout == Timeout.Infinite)
            point.ConnectionLeaseTimeout = (int)Lifetime.TotalMilliseconds;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (FrameworkHandler.DistrustOf(request) is not null)
        {
            UntrustedCertificateException untrusted = new(FrameworkHandler.DistrustOf(request)!);
            throw new HttpRequestException(untrusted.Message, untrusted);
        }
    }

    private Task SecureAsync(HttpRequestMessage request, IWebProxy? proxy, CancellationToken cancellationToken) =>
        proxy is null || proxy.IsBypassed(request.RequestUri) || proxy.GetProxy(request.RequestUri) is not { } way
            || way == request.RequestUri
            ? connector.PinAsync(request, cancellationToken)
            : connector.CheckAsync(way, cancellationToken);
}
#endif
