using System;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Connections;

/// <summary>Everything that <c>Connect-Spott</c> decides about a connection; does not change once the first request was sent.</summary>
internal sealed class ConnectionSettings
{
    internal const int DefaultMaxRetryCount = 5;
    internal const int DefaultTimeoutSec = 60;
    internal const int DefaultMaxRetryAfter = 120;

    internal ConnectionSettings(Uri baseUri, ApiKey apiKey)
    {
        BaseUri = baseUri;
        ApiKey = apiKey;
    }

    internal Uri BaseUri { get; }

    internal ApiKey ApiKey { get; }

    /// <summary>The user's own way to the network; never disposed by us.</summary>
    internal HttpMessageHandler? Transport { get; set; }

    /// <summary>Number of opportunities of the sandbox; null for the real API.</summary>
    internal int? SandboxSize { get; set; }

    /// <summary>How many days the sandbox, and the connection's clock, are ahead; 0 outside the sandbox.</summary>
    internal int SandboxDay { get; set; }

    internal int MaxRetryCount { get; set; } = DefaultMaxRetryCount;

    /// <summary>Bound of one attempt, headers and body.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(DefaultTimeoutSec);

    /// <summary>The longest wait that a server may ask for.</summary>
    internal TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(DefaultMaxRetryAfter);

    /// <summary>Requests a minute; null for no pacing.</summary>
    internal int? MaxRequestsPerMinute { get; set; }

    /// <summary>The proxy to use; null for the system's and the environment's.</summary>
    internal IWebProxy? Proxy { get; set; }

    internal bool NoProxy { get; set; }

    /// <summary>Credentials for the system's proxy, where no proxy of its own was given.</summary>
    internal ICredentials? DefaultProxyCredentials { get; set; }

    /// <summary>How a name becomes addresses; null for the system's way. A test sets its own before the first request.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>>? Resolver { get; set; }

#if NET
    internal TimeProvider? Time { get; set; }
#endif

    /// <summary>The same connection, for a call that is sent once and waits for nothing.</summary>
    internal ConnectionSettings ForOneAttempt(TimeSpan limit)
    {
        ConnectionSettings copy = (ConnectionSettings)MemberwiseClone();
        copy.MaxRetryCount = 0;
        copy.MaxRequestsPerMinute = null;
        copy.Timeout = Timeout < limit ? Timeout : limit;
        return copy;
    }
}
