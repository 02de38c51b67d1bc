using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>The one place that puts the key on a request, and only on one that goes to the connection's own origin.</summary>
internal sealed class OriginGuard : DelegatingHandler
{
    private readonly Uri _baseUri;
    private readonly ApiKey _key;

    internal OriginGuard(Uri baseUri, ApiKey key)
    {
        _baseUri = baseUri;
        _key = key;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        const UriComponents Origin = UriComponents.SchemeAndServer;
        if (Uri.Compare(request.RequestUri, _baseUri, Origin, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
            throw new SpottApiException(DestinationFaults.OtherOrigin);
        request.Headers.TryAddWithoutValidation("x-api-key", _key.Value);
        return base.SendAsync(request, cancellationToken);
    }
}
