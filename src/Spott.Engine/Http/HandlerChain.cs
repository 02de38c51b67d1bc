using System.Collections.Generic;
using System.Net.Http;
using Microsoft.Extensions.Http;

namespace Spott.Engine.Http;

/// <summary>
/// The handlers that a request of one connection goes through, outermost first. Microsoft.Extensions.Http puts them together; the container
/// and the options that usually stand around it were four hundred methods to compile at every start, for one client that lives as long as
/// its connection.
/// </summary>
internal sealed class HandlerChain : HttpMessageHandlerBuilder
{
    internal HandlerChain(HttpMessageHandler primary, params DelegatingHandler[] outer)
    {
        PrimaryHandler = primary;
        AdditionalHandlers = outer;
    }

    public override string? Name { get; set; }

    public override HttpMessageHandler PrimaryHandler { get; set; }

    public override IList<DelegatingHandler> AdditionalHandlers { get; }

    public override HttpMessageHandler Build() => CreateHandlerPipeline(PrimaryHandler, AdditionalHandlers);
}
