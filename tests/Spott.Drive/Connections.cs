using System;
using System.Net;
using Spott.Connections;

namespace Spott.Drive;

/// <summary>Connects as <c>Connect-Spott</c> does.</summary>
internal static class Connections
{
    internal const string Key = "Marker-Key-7f3a9c51e2d84b06";

    /// <summary>By the arguments uri or sandbox, key, timeout and pace (seconds, requests a minute), retries, proxy.</summary>
    internal static SpottConnection Open(Order order)
    {
        if (order.Optional("sandbox") is not null)
        {
            ApiKey none = new("sandbox", "the sandbox");
            return new SpottConnection(
                new ConnectionSettings(new Uri("https://sandbox.invalid/"), none) { SandboxSize = order.Number("sandbox", 0) });
        }

        return new SpottConnection(new ConnectionSettings(new Uri(order["uri"]), new ApiKey(order.Optional("key") ?? Key, "the test"))
        {
            Timeout = TimeSpan.FromSeconds(order.Number("timeout", 20)),
            MaxRetryCount = order.Number("retries", 3),
            MaxRequestsPerMinute = order.Optional("pace") is null ? null : order.Number("pace", 0),
            NoProxy = order.Optional("credential") is null,
            DefaultProxyCredentials =
                order.Optional("credential") is { } name ? new NetworkCredential(name, "Marker-Proxy-password") : null,
        });
    }

    internal static void Describe(this SpottApiException failure, Facts facts)
    {
        facts["kind"] = failure.Kind;
        facts["status"] = (int?)failure.StatusCode;
        facts["attempts"] = failure.Attempts;
        facts["ambiguous"] = failure.IsAmbiguous;
        facts["server-message"] = failure.ServerMessage;
        facts["request-id"] = failure.RequestId;
        facts["message"] = failure.Message;
        facts["everything"] = failure.ToString();
    }
}
