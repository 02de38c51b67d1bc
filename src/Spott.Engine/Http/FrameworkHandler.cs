#if !NET
using System;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>
/// The handler of .NET Framework, for one connection. Much that is a handler's own on .NET belongs to the whole process there, where every
/// script changes it: nothing of that decides for us, and nothing of ours stays in it.
/// </summary>
internal static class FrameworkHandler
{
    internal const SslProtocols Protocols = SslProtocols.Tls12;

    internal static HttpClientHandler Create(ConnectionSettings settings)
    {
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            UseProxy = HttpClientBuilder.UsesProxy(settings.BaseUri, settings),
            // Not ServicePointManager's protocols, and not its callback, which often trusts any server.
            SslProtocols = Protocols,
            ServerCertificateCustomValidationCallback = Check,
        };
        if (settings.Proxy is not null)
            handler.Proxy = settings.Proxy;
        else if (settings.DefaultProxyCredentials is { } credentials && handler.UseProxy)
            handler.Proxy = new SystemProxy(credentials);
        return handler;
    }

    /// <summary>Why the certificate was refused that a request met; null when none was.</summary>
    internal static Distrust? DistrustOf(HttpRequestMessage request) =>
        request.Properties.TryGetValue(nameof(Distrust), out object distrust) ? (Distrust)distrust : null;

    // What is thrown here would not reach the one who sent the request.
    private static bool Check(HttpRequestMessage request, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (CertificateJudge.Distrusts(certificate, chain, errors, request.RequestUri?.IdnHost ?? string.Empty) is not { } distrust)
            return true;
        request.Properties[nameof(Distrust)] = distrust;
        return false;
    }

    /// <summary>The process's default proxy with a credential of our own; the handler's own way would leave the credential in it.</summary>
    private sealed class SystemProxy(ICredentials credentials) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = credentials;

        public Uri? GetProxy(Uri destination) => WebRequest.DefaultWebProxy?.GetProxy(destination);

        public bool IsBypassed(Uri host) => WebRequest.DefaultWebProxy?.IsBypassed(host) ?? true;
    }
}
#endif
