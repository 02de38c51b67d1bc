using System;
using System.Globalization;

namespace Spott.Errors;

/// <summary>Explains what a test's findings mean.</summary>
internal static class ConnectionVerdict
{
    /// <summary>
    /// From here on a clock that is off loses or repeats data: <c>-ModifiedSince (Get-Date).AddHours(-1)</c> goes by this machine's.
    /// </summary>
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(1);

    private const string WhereOnlyAProxyLeadsOut = "if you need a proxy, connect with -Proxy or set HTTPS_PROXY";

    internal static bool IsTolerable(TimeSpan skew) => skew.Duration() <= ToleratedSkew;

    /// <summary>Although the call that was sent now succeeded.</summary>
    internal static Explanation LastConnectFailed => new(
        "The last Connect-Spott of this session failed, so its commands have no connection; the same address and key work now",
        "run the same Connect-Spott again");

    internal static Explanation Probe(ProbeFailure failure, Uri server)
    {
        string host = server.IdnHost;
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        return failure.Step switch
        {
            ProbeStep.NameResolution => new Explanation(
                $"The name {host} could not be resolved: {failure.Words}",
                "check the name, this machine's DNS and its network; " + WhereOnlyAProxyLeadsOut),
            ProbeStep.Tcp => new Explanation(
                $"No connection to {host}, port {port}: {failure.Words}",
                "check the base address and its port, and allow this machine through the firewall; " + WhereOnlyAProxyLeadsOut),
            ProbeStep.Tls => new Explanation(
                $"{host} was reached on port {port}, but no TLS connection could be made: {failure.Words}",
                NetworkFaults.TlsRemedy),
            _ => new Explanation(
                $"The certificate of {host} is not trusted: {failure.Words}",
                NetworkFaults.CertificateRemedy),
        };
    }

    internal static Explanation Call(SpottApiException failure)
    {
        bool isDirect = failure.Proxy is null;
        string way = CallExplanation.Way(failure);
        Explanation explanation = CallExplanation.Of(failure);
        return failure.Kind switch
        {
            FailureKind.Network => new Explanation(
                $"No answer from {way}: {failure.Fault!.Words}",
                failure.Fault.Remedy ?? (isDirect ? "run it again; if it fails again, "
                    + "something in the network cuts the connection" : CallExplanation.CheckProxy)),
            FailureKind.Timeout when failure.StatusCode is null => new Explanation(
                FormattableString.Invariant($"No complete answer from {way} within {failure.Elapsed.TotalSeconds:0} s"),
                isDirect ? "run it again later; Spott's service may be slow or down" : "check the proxy, and run it again later"),
            FailureKind.Insecure when failure.Fault?.Remedy is null =>
                explanation.WithRemedy("check the base address, -BaseUri or SPOTT_BASE_URI"),
            FailureKind.Protocol when failure.Fault?.Remedy is null
                && !failure.IsOfStranger => explanation.WithRemedy(
                    "check the base address, and whether a proxy or a sign-in page answers instead of the API"),
            _ => explanation,
        };
    }

    internal static Explanation Clock(TimeSpan skew) => new(
        string.Format(
            CultureInfo.InvariantCulture,
            "The connection works, but this machine's clock is {0:0.#} minutes {1} the server's",
            skew.Duration().TotalMinutes,
            skew > TimeSpan.Zero ? "ahead of" : "behind"),
        "set the clock, or let it be set by a time server; until then -ModifiedSince with this machine's time misses or repeats items");
}
