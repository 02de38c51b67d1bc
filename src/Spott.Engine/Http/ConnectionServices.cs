using System;
using System.Net.Http;
using Spott.Connections;
using Spott.Engine.Retries;

namespace Spott.Engine.Http;

/// <summary>What a connection builds once, at its first request, when its clock is settled.</summary>
internal sealed class ConnectionServices : IDisposable
{
    private readonly IDisposable? _owned;
    private readonly ConnectionSettings _settings;
    private volatile bool _isClosed;

    internal ConnectionServices(ConnectionSettings settings, TimeProvider time)
    {
        _settings = settings;
        Time = time;
        Http = HttpClientBuilder.Build(settings, time, out _owned);
        Retries = new RetryPolicy(settings);
        Timeout = settings.Timeout;
        ApiKey = settings.ApiKey;
        Pacer = settings.MaxRequestsPerMinute is { } perMinute ? new RequestPacer(perMinute, time) : null;
    }

    internal TimeProvider Time { get; }

    /// <summary>Goes with every request; its echoes are made unreadable.</summary>
    internal ApiKey ApiKey { get; }

    /// <summary>Bound of one attempt, headers and body.</summary>
    internal TimeSpan Timeout { get; }

    internal HttpClient Http { get; }

    internal RetryPolicy Retries { get; }

    /// <summary>
    /// The proxy on the way to the server, without its password; null when the way is direct. May ask the system, and take a while.
    /// </summary>
    internal string? Proxy =>
        _settings is { Transport: null, SandboxSize: null } && ProxyInEffect.For(_settings.BaseUri, _settings) is { } proxy
        ? ApiKey.Redact(ProxyInEffect.WithoutCredential(proxy))
        : null;

    /// <summary>Null when requests are not paced.</summary>
    internal RequestPacer? Pacer { get; }

    /// <summary>Set before its parts are taken apart: what a request throws then says nothing about the network.</summary>
    internal bool IsClosed => _isClosed;

    public void Dispose()
    {
        _isClosed = true;
        Http.Dispose();
        _owned?.Dispose();
    }
}
