using System;

namespace Spott.Errors;

/// <summary>Why no answer came.</summary>
internal static class NetworkFaults
{
    internal const string CertificateRemedy =
        "check this machine's clock; if a firewall decrypts TLS, the account that runs this must trust the firewall's certificate "
        + "authority";

    internal const string TlsRemedy =
        "check the address and the port, and whether something in the network stops TLS; TLS 1.2 or newer is needed";

    internal static Fault ProxyWantsCredential => new(
        FailureKind.Network,
        "the proxy asks for a credential, or does not accept the one that it got",
        "give the proxy's user name and password with Connect-Spott -ProxyCredential");

    /// <param name="status">The status with which the proxy refused, as text.</param>
    internal static Fault ProxyRefused(string status) => Network($"the proxy refused to connect to it (status {status})");

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
