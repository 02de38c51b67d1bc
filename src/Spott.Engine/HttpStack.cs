using System;
using System.Net.Http;

namespace Spott.Engine;

/// <summary>What a connection builds once, at its first request, when its clock is settled.</summary>
internal sealed class HttpStack : IDisposable
{
    private readonly IDisposable? _owned;
    private volatile bool _disposed;

    internal HttpStack(ConnectionSettings settings, TimeProvider time)
    {
        Http = HttpPipeline.Build(settings, time, out _owned);
        Retries = new RetryPolicy(settings, time);
        Pacer = settings.MaxRequestsPerMinute is { } perMinute ? new RequestPacer(perMinute, time) : null;
    }

    internal HttpClient Http { get; }

    internal RetryPolicy Retries { get; }

    /// <summary>Null when requests are not paced.</summary>
    internal RequestPacer? Pacer { get; }

    /// <summary>Whether the connection was closed, perhaps under a request that is under way.</summary>
    internal bool IsDisposed => _disposed;

    public void Dispose()
    {
        _disposed = true;
        Http.Dispose();
        _owned?.Dispose();
    }
}
