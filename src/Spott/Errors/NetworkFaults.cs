using System;

namespace Spott.Errors;

/// <summary>Why no answer came.</summary>
internal static class NetworkFaults
{
    internal static Fault ProxyWantsCredential => Network(
        "the proxy wants a credential, or another one than it was given (Connect-Spott -ProxyCredential)");

    /// <param name="status">The status with which the proxy refused, as text.</param>
    internal static Fault ProxyRefused(string status) => Network($"the proxy would not open a tunnel to it (status {status})");

    /// <param name="reason">The system's own words, safe to show.</param>
    internal static Fault UntrustedCertificate(string reason) => Network($"its certificate is not trusted ({reason})");

    /// <param name="reason">The transport's own words, safe to show.</param>
    internal static Fault Unreachable(string reason) => Network(reason);

    internal static Fault AttemptTimeout(TimeSpan limit) =>
        new(FailureKind.Timeout, FormattableString.Invariant($"{limit.TotalSeconds:0} s, -TimeoutSec"));

    private static Fault Network(string words) => new(FailureKind.Network, words);
}
