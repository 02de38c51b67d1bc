using System;

namespace Spott.Errors;

/// <summary>Why no answer came.</summary>
internal static class NetworkFaults
{
    internal const string CertificateRemedy =
        "check this machine's clock; if a firewall reads TLS, the system must trust its certificate authority for the account that "
        + "runs this";

    internal const string TlsRemedy =
        "check that the address and port are the API's, and that no device in between stops TLS; TLS 1.2 or newer is needed";

    internal static Fault ProxyWantsCredential => Network(
        "the proxy wants a credential, or another one than it was given (Connect-Spott -ProxyCredential)");

    /// <param name="status">The status with which the proxy refused, as text.</param>
    internal static Fault ProxyRefused(string status) => Network($"the proxy would not open a tunnel to it (status {status})");

    internal static Fault UntrustedCertificate(Distrust distrust) =>
        new(FailureKind.Network, $"its certificate is not trusted ({distrust.Words})", CertificateRemedy);

    /// <param name="reason">The system's own words, safe to show.</param>
    internal static Fault NoTls(string reason) => new(FailureKind.Network, $"no TLS connection could be made ({reason})", TlsRemedy);

    /// <param name="reason">The transport's own words, safe to show.</param>
    internal static Fault Unreachable(string reason) => Network(reason);

    internal static Fault AttemptTimeout(TimeSpan limit) =>
        new(FailureKind.Timeout, FormattableString.Invariant($"{limit.TotalSeconds:0} s, -TimeoutSec"));

    private static Fault Network(string words) => new(FailureKind.Network, words);
}
