using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using Spott.Connections;
using Spott.Engine.Sandbox;

namespace Spott.Engine.Http;

/// <summary>Builds the HTTP client of one connection, and the handler at the end that is ours to dispose.</summary>
internal static class HttpClientBuilder
{
    private static readonly ProductInfoHeaderValue UserAgent =
        new("Spott-PowerShell", typeof(SpottConnection).Assembly.GetName().Version!.ToString(3));

    internal static HttpClient Build(ConnectionSettings settings, TimeProvider time, out IDisposable? owned)
    {
        HttpMessageHandler? inProcess = settings.Transport
            ?? (settings.SandboxSize is { } size ? new SandboxHandler(size, settings.SandboxDay, time) : null);
        HttpMessageHandler primary = inProcess ?? CreateSocketsHandler(settings);
        owned = settings.Transport is null ? primary : null;

        OriginGuard guard = new(settings.BaseUri, settings.ApiKey);
        HandlerChain chain = inProcess is null ? new(primary, guard) : new(primary, guard, new ThreadPoolHandler());
        // A transport of the user's own is not disposed with it.
        HttpClient client = new(chain.Build(), disposeHandler: false)
        {
            // Bounds of ours: one attempt is timed by its exchange, which knows the connection's clock.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    /// <summary>
    /// Whether a proxy may be asked at all; for a plain address, whose key it could read, only the one that the user named.
    /// </summary>
    internal static bool UsesProxy(Uri target, ConnectionSettings? settings) =>
        settings is not { NoProxy: true } && (settings?.Proxy is not null || target.Scheme == "https");

#if NET
    private static SocketsHttpHandler CreateSocketsHandler(ConnectionSettings settings) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseProxy = UsesProxy(settings.BaseUri, settings),
        Proxy = settings.Proxy,
        DefaultProxyCredentials = settings.DefaultProxyCredentials,
        ConnectCallback = new HostConnector(settings.BaseUri, settings).OpenAsync,
        SslOptions = { RemoteCertificateValidationCallback = CertificateJudge.Check },
    };
#else
    private static ServicePointHandler CreateSocketsHandler(ConnectionSettings settings) => 
        new(FrameworkHandler.Create(settings), new HostConnector(settings.BaseUri, settings));
#endif
}
