using System;
using Spott.Connections;
using Spott.Errors;

namespace Spott;

/// <summary>
/// A connection to one account, made by <c>Connect-Spott</c>. Other runspaces can use it too (<c>$using:connection</c>), several at
/// once. It has the key, but no member shows it.
/// </summary>
public sealed class SpottConnection
{
    private readonly object _gate = new();
    private readonly TransferStatistics _statistics = new();
    private IDisposable? _opened;
    private bool _closed;

    internal SpottConnection(ConnectionSettings settings)
    {
        Settings = settings;
        ConnectedAt = DateTime.Now;
    }

    /// <summary>The base address: every request goes to an address below it; <c>https://sandbox.invalid/</c> for the sandbox.</summary>
    public Uri BaseUri => Settings.BaseUri;

    /// <summary>Where the key came from: a parameter, the environment, the prompt, or the sandbox's own.</summary>
    public string KeySource => Settings.ApiKey.Source;

    /// <summary>When the connection was made, local time.</summary>
    public DateTime ConnectedAt { get; }

    /// <summary>Requests sent so far, retries included.</summary>
    public long RequestCount => _statistics.Requests;

    /// <summary>Requests so far that were sent again after a failure.</summary>
    public long RetryCount => _statistics.Retries;

    /// <summary>Time spent so far waiting because the server, or <c>-MaxRequestsPerMinute</c>, asked to slow down.</summary>
    public TimeSpan ThrottledTime => _statistics.Throttled;

    /// <summary>Items received so far.</summary>
    public long ItemCount => _statistics.Items;

    /// <summary>Bytes of response bodies received so far, after decompression.</summary>
    public long BytesReceived => _statistics.Bytes;

    internal ConnectionSettings Settings { get; }

    internal TransferStatistics Statistics => _statistics;

    /// <summary>Companies seen on this connection, newest last, for the completion of <c>-CompanyId</c>.</summary>
    internal SeenCompanies Companies { get; } = new();

#if NET
    /// <summary>The clock of retries, pacing and progress; a test sets its own before the first request.</summary>
    internal TimeProvider? Time
    {
        get => Settings.Time;
        set => Settings.Time = value;
    }
#endif

    /// <summary>What was opened with the settings; at the first use, once. It lives as long as the connection.</summary>
    /// <exception cref="SpottApiException">The connection was closed, or it cannot be opened.</exception>
    internal T Opened<T>(Func<ConnectionSettings, T> open)
        where T : class, IDisposable
    {
        lock (_gate)
        {
            if (_closed)
                throw new SpottApiException(ConnectionFaults.Closed);
            return (T)(_opened ??= open(Settings));
        }
    }

    /// <summary>The base address and where the key came from.</summary>
    public override string ToString() => $"{BaseUri} (key from {KeySource})";

    internal bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _opened?.Dispose();
        }
    }
}
