using System;
using System.Net.Http;
using System.Reflection;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>
/// Refuses a user's transport whose innermost handler would send the key elsewhere or would trust any server. Handlers are judged by the
/// names that all of .NET's share, so that those of other packages are judged too.
/// </summary>
internal static class TransportGuard
{
    private static readonly string[] Redirecting = { "AllowAutoRedirect", "AutomaticRedirection" };
    private static readonly string[] Trusting =
    {
        "ServerCertificateCustomValidationCallback", "ServerCertificateValidationCallback", "RemoteCertificateValidationCallback",
    };

    /// <exception cref="SpottApiException">The transport is not safe.</exception>
    internal static void Check(HttpMessageHandler transport)
    {
        HttpMessageHandler innermost = transport;
        while (innermost is DelegatingHandler { InnerHandler: { } inner })
            innermost = inner;

        string name = innermost.GetType().Name;
        foreach (string property in Redirecting)
        {
            object? value = Value(innermost, property);
            if (value is true || value is Enum policy && !policy.ToString().StartsWith("Never", StringComparison.Ordinal))
                throw new SpottApiException(DestinationFaults.TransportRedirects(name, property));
        }

        foreach (string property in Trusting)
        {
            if (Value(innermost, property) is not null || Value(Value(innermost, "SslOptions"), property) is not null)
                throw new SpottApiException(DestinationFaults.TransportTrustsAnyServer(name, property));
        }
    }

    private static object? Value(object? owner, string property) =>
        owner?.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)?.GetValue(owner);
}
