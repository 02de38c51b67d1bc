using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
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
    /// <summary>The handler of every connection, whatever its settings; it asks no proxy.</summary>
    /// <param name="open">Opens a network connection.</param>
    internal static SocketsHttpHandler CreateSocketsHandler(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> open) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectCallback = open,
    };

    private static SocketsHttpHandler CreateSocketsHandler(ConnectionSettings settings)
    {
        SocketsHttpHandler handler = CreateSocketsHandler(new HostConnector(settings.BaseUri, settings).OpenAsync);
        handler.UseProxy = UsesProxy(settings.BaseUri, settings);
        handler.Proxy = settings.Proxy;
        handler.DefaultProxyCredentials = settings.DefaultProxyCredentials;
        handler.SslOptions.RemoteCertificateValidationCallback = CertificateJudge.Check;
        return handler;
    }
#else
    private static ServicePointHandler CreateSocketsHandler(ConnectionSettings settings) => 
        new(FrameworkHandler.Create(settings), new HostConnector(settings.BaseUri, settings));
#endif
}
