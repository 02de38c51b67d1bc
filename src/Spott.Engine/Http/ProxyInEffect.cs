using System;
using System.Net;
using System.Net.Http;
using Spott.Connections;

namespace Spott.Engine.Http;

/// <summary>
/// Finds the proxy that the connection's handler would use, by the same rules as <see cref="HttpClientBuilder"/> gives it.
/// </summary>
internal static class ProxyInEffect
{
    /// <returns>Null when the way is direct.</returns>
    internal static Uri? For(Uri target, ConnectionSettings? settings)
    {
        if (!HttpClientBuilder.UsesProxy(target, settings))
            return null;

        IWebProxy? proxy = settings?.Proxy ?? SystemProxy;
        if (proxy is null || proxy.IsBypassed(target))
            return null;

        // Some proxies say "direct" by giving the target back, or null.
        Uri? address = proxy.GetProxy(target);
        return address is null || address == target ? null : address;
    }

    /// <summary>What stands before an @ may be a password.</summary>
    internal static string WithoutCredential(Uri proxy) => proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

#if NET
    private static IWebProxy SystemProxy => HttpClient.DefaultProxy;
#else
    private static IWebProxy SystemProxy => WebRequest.DefaultWebProxy;
#endif
}
