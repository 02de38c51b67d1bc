using System;
using System.Globalization;
using Spott.Connections;

namespace Spott.Errors;

/// <summary>Says in one sentence what a test's findings mean, and what to do.</summary>
internal static class ConnectionVerdict
{
    /// <summary>From here on a clock that is off loses or repeats data: <c>-ModifiedSince (Get-Date).AddHours(-1)</c> goes by this machine's.</summary>
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(1);

    internal static bool IsTolerable(TimeSpan skew) => skew.Duration() <= ToleratedSkew;

    internal static (string, string) LastConnectFailed(string? keySource) => (
        $"The last Connect-Spott of this session failed, so its commands have no connection; the key from {keySource} works.",
        "Run Connect-Spott, without -ApiKey to use the environment's key.");

    internal static (string, string) Probe(ProbeFailure failure, Uri server)
    {
        string host = server.IdnHost;
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        return failure.Step switch
        {
            ProbeStep.NameResolution => (
                $"The name {host} could not be resolved: {failure.Detail}.",
                "Check the name, this machine's DNS and its network; where only a proxy leads out, connect with -Proxy or set HTTPS_PROXY."),
            ProbeStep.Tcp => (
                $"No connection to {host}, port {port}: {failure.Detail}.",
                "Check the base address and its port, and let the firewall pass this machine to it; where only a proxy leads out, connect with -Proxy or set HTTPS_PROXY."),
            ProbeStep.Tls => (
                $"{host} was reached on port {port}, but no TLS connection came about: {failure.Detail}.",
                "Check that the address and port are the API's and that nothing in between cuts TLS; TLS 1.2 or newer is needed."),
            _ => (
                $"The certificate of {host} is not trusted: {failure.Detail}.",
                "Check this machine's clock; where a firewall looks into TLS, its authority has to be trusted by the system for the account that runs this."),
        };
    }

    internal static (string, string) Call(SpottApiException failure, string? proxy)
    {
        string way = proxy is null or "none" ? string.Empty : $" through the proxy {proxy}";
        (string problem, string remedy) = SpottErrors.Parts(failure);
        return failure.Kind switch
        {
            FailureKind.Network => (
                $"No answer from {failure.Target}{way}: {failure.Detail}.",
                way.Length == 0 ? "Run it again; if it stays so, something on the way cuts the connection." : "Check the proxy: Connect-Spott takes -Proxy, -ProxyCredential and -NoProxy."),
            FailureKind.Timeout when failure.StatusCode is null => (
                string.Format(CultureInfo.InvariantCulture, "No complete answer from {0}{1} within {2:0} s.", failure.Target, way, failure.Elapsed.TotalSeconds),
                way.Length == 0 ? "Run it again later; Spott's service may be slow or down." : "Check the proxy, and run it again later."),
            FailureKind.Insecure => (problem, "Check the base address, -BaseUri or SPOTT_BASE_URI."),
            FailureKind.Protocol => (problem, "Check the base address, and whether a proxy or a sign-in page answers in the API's place."),
            _ => (problem, remedy),
        };
    }

    internal static (string, string) Clock(TimeSpan skew) => (
        string.Format(
            CultureInfo.InvariantCulture,
            "The connection works, but this machine's clock is {0:0.#} minutes {1} the server's.",
            skew.Duration().TotalMinutes,
            skew > TimeSpan.Zero ? "ahead of" : "behind"),
        "Set the clock, or let it be set by a time server; until then -ModifiedSince with this machine's time misses or repeats items.");
}
