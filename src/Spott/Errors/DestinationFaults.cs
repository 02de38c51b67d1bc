using System.Net;

namespace Spott.Errors;

/// <summary>What would have carried the key elsewhere, or to a server that nobody checked.</summary>
internal static class DestinationFaults
{
    internal static Fault Redirect => Insecure(
        "The server answered with a redirect, which is never followed because it would carry the key to another address (check -BaseUri)");

    internal static Fault OtherOrigin =>
        Insecure("A request would have left the connection's origin and carried the key to another address");

    internal static Fault PathOutOfBase => Insecure("The path leads out of the connection's base address");

    internal static Fault PathRefused(PathProblem problem) => Insecure(
        $"-Path was refused because it {Words(problem)}, because the key is sent only below the connection's base address");

    /// <param name="host">The name that was to be connected to without TLS.</param>
    /// <param name="address">Where it leads.</param>
    internal static Fault NotLoopback(string host, IPAddress address) => new(
        FailureKind.Insecure,
        $"The key would go unencrypted to {address}, which is not this machine's loopback but is where the name "
        + $"{ConsoleText.Harmless(host)} leads",
        "nothing was sent; use https, or 127.0.0.1 instead of the name");

    /// <param name="handler">The name of the transport's innermost handler's type.</param>
    /// <param name="property">What makes it follow redirects.</param>
    internal static Fault TransportRedirects(string handler, string property) => Insecure(
        $"The connection was refused because the transport's {handler} follows redirects, which would carry the key to another address: "
        + $"set its {property} to false");

    /// <param name="handler">The name of the transport's innermost handler's type.</param>
    /// <param name="property">What judges the certificates in the system's place.</param>
    internal static Fault TransportTrustsAnyServer(string handler, string property) => Insecure(
        $"The connection was refused because the transport's {handler} overrides the check of certificates: leave its {property} alone, "
        + "and make the certificate's authority known to the system instead");

    private static Fault Insecure(string sentence) => new(FailureKind.Insecure, sentence);

    private static string Words(PathProblem problem) => problem switch
    {
        PathProblem.Whitespace => "holds a space or a line break; write a space as %20",
        PathProblem.QueryOrFragment => "holds a query or a fragment; give the query with -Query",
        PathProblem.StrayPercent => "holds a % that encodes nothing; write the sign itself as %25",
        PathProblem.EncodedSlash => "holds an encoded slash",
        PathProblem.NotUtf8 => "holds bytes that are not UTF-8",
        PathProblem.EncodedOverAndOver => "is encoded several times",
        PathProblem.Backslash => "holds a backslash",
        PathProblem.ControlCharacter => "holds a control character",
        PathProblem.Address => "is not a relative path: it is an address, or looks like one",
        PathProblem.EmptySegment => "holds // or begins with it, and so names another host or a path with a gap",
        _ => "holds the segment . or .., which leads elsewhere",
    };
}
