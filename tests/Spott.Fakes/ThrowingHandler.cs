using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>A transport of which nothing comes but this exception.</summary>
public sealed class ThrowingHandler(Exception exception) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromException<HttpResponseMessage>(exception);
}
