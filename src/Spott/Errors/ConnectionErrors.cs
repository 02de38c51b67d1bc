using System;
using System.Management.Automation;
using System.Security;

namespace Spott.Errors;

/// <summary>A connection that is missing, or that cannot be made of what was given.</summary>
internal static class ConnectionErrors
{
    private const string InsecureId = "Spott.Insecure";

    internal static Failure NotConnected(Fault fault) => CallErrors.Of(new SpottApiException(fault));

    internal static Failure NotConnected() => CallErrors.Of(new SpottApiException(FailureKind.NotConnected));

    /// <param name="source">Where the key came from.</param>
    /// <param name="problem">What is wrong with it; never any of it.</param>
    internal static Failure InvalidApiKey(string source, KeyProblem problem) => new(
        "Spott.InvalidApiKey",
        ErrorCategory.InvalidArgument,
        source,
        new Explanation($"The API key from {source} {Words(problem)}", "copy it again from Spott (Settings, API Keys)"),
        static sentence => new ArgumentException(sentence));

    /// <param name="source">Where the address came from.</param>
    /// <param name="problem">What is wrong with it; never any of it, as what was put there by mistake may be a key.</param>
    internal static Failure InvalidBaseUri(string source, AddressProblem problem) => new(
        "Spott.InvalidBaseUri",
        ErrorCategory.InvalidArgument,
        source,
        new Explanation($"The base address from {source} {Words(problem)}", "give one like https://api.gospott.com"),
        static sentence => new ArgumentException(sentence));

    internal static Failure InsecureBaseUri(string source) => new(
        InsecureId,
        ErrorCategory.SecurityError,
        source,
        new Explanation(
            $"The base address from {source} would send the key unencrypted",
            "use https (http is accepted on this machine's loopback only)"),
        static sentence => new SecurityException(sentence));

    internal static Failure PlainThroughProxy(Uri baseUri) => new(
        InsecureId,
        ErrorCategory.SecurityError,
        "Proxy",
        new Explanation(
            $"The address {baseUri} is not encrypted, so the proxy could read the key",
            "leave -Proxy out"),
        static sentence => new SecurityException(sentence));

    private static string Words(KeyProblem problem) => problem switch
    {
        KeyProblem.Empty => "is empty",
        KeyProblem.Address => "is an http address (SPOTT_API_KEY and SPOTT_BASE_URI swapped?)",
        _ => "has a character that is not printable ASCII (a space, a line break, a quotation mark from a word processor?)",
    };

    private static string Words(AddressProblem problem) => problem switch
    {
        AddressProblem.NotHttp => "is not an absolute http or https address",
        AddressProblem.UserName => "has a user name in it",
        AddressProblem.Key => "has the API key in it (SPOTT_API_KEY and SPOTT_BASE_URI swapped?)",
        AddressProblem.HostLikeKey => "has a host that looks like an API key (if it is a machine, give its full name)",
        _ => "has a query or a fragment",
    };
}
