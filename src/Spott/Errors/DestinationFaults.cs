using System.Net;

namespace Spott.Errors;

/// <summary>What would have carried the key elsewhere, or to a server that nobody checked.</summary>
internal static class DestinationFaults
{
    internal static Fault Redirect => Insecure(
        "The server answered with a redirect, which is never followed, because it could send the key to another address",
        "nothing was sent there; check the base address, -BaseUri or SPOTT_BASE_URI");

    internal static Fault OtherOrigin =>
        Insecure("A request would have left the connection's address, and the key would have been sent to another one");

    internal static Fault PathOutOfBase => Insecure("The path leads out of the connection's base address");

    internal static Fault PathRefused(PathProblem problem) => Insecure(
        $"-Path was refused because it {Words(problem)}",
        "nothing was sent; give a path below the connection's base address, such as opportunities");

    /// <param name="host">The name that was to be connected to without TLS.</param>
    /// <param name="address">Where it leads.</param>
    internal static Fault NotLoopback(string host, IPAddress address) => Insecure(
        $"The name {ConsoleText.Harmless(host)} leads to {address}, which is not this machine's loopback, so the key would go "
        + "unencrypted to another machine",
        "nothing was sent; use https, or 127.0.0.1 instead of the name");

    /// <param name="handler">The name of the transport's innermost handler's type.</param>
    /// <param name="property">What makes it follow redirects.</param>
    internal static Fault TransportRedirects(string handler, string property) => Insecure(
        $"The connection was refused because the transport's {handler} follows redirects, which could send the key to another address",
        $"set its {property} to false");

    /// <param name="handler">The name of the transport's innermost handler's type.</param>
    /// <param name="property">What judges the certificates in the system's place.</param>
    internal static Fault TransportTrustsAnyServer(string handler, string property) => Insecure(
        $"The connection was refused because the transport's {handler} changes the check of certificates",
        $"do not set its {property}, and let the system trust the certificate's authority");

    private static Fault Insecure(string sentence, string? remedy = null) => new(FailureKind.Insecure, sentence, remedy);

    private static string Words(PathProblem problem) => problem switch
    {
        PathProblem.Whitespace => "has a space or a line break (write a space as %20)",
        PathProblem.QueryOrFragment => "has a query or a fragment (give the query with -Query)",
        PathProblem.StrayPercent => "has a % that encodes nothing (write the sign itself as %25)",
        PathProblem.EncodedSlash => "has an encoded slash",
        PathProblem.NotUtf8 => "has bytes that are not UTF-8",
        PathProblem.EncodedOverAndOver => "is encoded several times",
        PathProblem.Backslash => "has a backslash",
        PathProblem.ControlCharacter => "has a control character",
        PathProblem.Address => "is not a relative path: it is an address, or looks like one",
        PathProblem.EmptySegment => "has // in it, which may name another host",
        _ => "has the segment . or .., which leads to another path",
    };
}
