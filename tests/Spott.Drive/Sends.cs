using System.Threading;
using Spott.Ports;

namespace Spott.Drive;

/// <summary>Sends one request as <c>Invoke-SpottRequest</c> does.</summary>
internal static class Sends
{
    /// <summary>
    /// By the arguments of the connection, method and body; with first=GET, another one goes before it on the same connection.
    /// </summary>
    internal static void Run(Order order, Facts facts)
    {
        SpottConnection connection = Connections.Open(order);
        try
        {
            if (order.Optional("first") is { } first)
                Send(connection, new ApiRequest(first, "things"));
            facts["answer"] = Send(connection, new ApiRequest(order["method"], "things") { Body = order.Optional("body") });
        }
        catch (SpottApiException failure)
        {
            failure.Describe(facts);
        }
    }

    private static string Send(SpottConnection connection, ApiRequest request) => SpottApi.Of(connection)
        .SendAsync(request, new RunState(connection.Statistics), new RunMessages(), CancellationToken.None).GetAwaiter().GetResult();
}
