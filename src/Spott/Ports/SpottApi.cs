using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Ports;

/// <summary>One connection's API, as the cmdlets see it. Every method may be called by several threads at once.</summary>
internal abstract class SpottApi : IDisposable
{
    /// <summary>The connection's own, opened at its first use.</summary>
    /// <exception cref="SpottApiException">The connection was closed, or its transport is not safe.</exception>
    internal static SpottApi Of(SpottConnection connection) => connection.Opened(ConnectionPort.Engine.Connect);

    /// <summary>The connection's clock, UTC.</summary>
    internal abstract DateTimeOffset UtcNow { get; }

    /// <summary>Time on the connection's clock since it was built; only ever grows.</summary>
    internal abstract TimeSpan Uptime { get; }

    /// <summary>The pages of one series of requests: one set of filters, from one cursor on.</summary>
    internal abstract PageSource Pages(OpportunityQuery query, RunState run);

    /// <summary>Sends one request and gives the answer's body as text; empty when there is none.</summary>
    internal abstract Task<string> SendAsync(ApiRequest request, RunState run, RunMessages messages, CancellationToken cancellationToken);

    /// <summary>The pages of any endpoint that has them; their items are JSON texts.</summary>
    internal abstract PageSource Pages(ApiRequest request, RunState run);

    public abstract void Dispose();
}
