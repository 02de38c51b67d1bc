using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>Where the API is: <c>-BaseUri</c>, else <c>SPOTT_BASE_URI</c>, else the public address.</summary>
internal static class BaseAddress
{
    internal const string EnvironmentVariable = "SPOTT_BASE_URI";

    /// <summary>A reserved name that never resolves: the sandbox sends nothing.</summary>
    internal static readonly Uri Sandbox = new("https://sandbox.invalid/");

    private static readonly Uri Public = new("https://api.gospott.com/");

    /// <param name="command">Fails where the address is refused.</param>
    /// <param name="given">The parameter; null when there is none.</param>
    /// <param name="key">The connection's; null as long as it is not known.</param>
    /// <returns>An absolute address that ends in a slash.</returns>
    internal static Uri Resolve(PSCmdlet command, Uri? given, ApiKey? key)
    {
        Uri? address = Find(given, key, out Failure? refusal);
        if (address is null)
            command.Fail(refusal!);
        return address;
    }

    /// <returns>An absolute address that ends in a slash; null when it was refused.</returns>
    internal static Uri? Find(Uri? given, ApiKey? key, out Failure? refusal)
    {
        refusal = null;
        if (given is not null)
            return Checked(given.OriginalString, Source(given), key, out refusal);
        return Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } text
            ? Checked(text, Source(given), key, out refusal)
            : Public;
    }

    private static Uri? Checked(string text, string source, ApiKey? key, out Failure? refusal)
    {
        if (!TryParse(text.Trim(), out Uri? address) || address.Scheme is not ("https" or "http"))
            refusal = ConnectionErrors.InvalidBaseUri(source, AddressProblem.NotHttp);
        else if (address.UserInfo.Length > 0)
            refusal = ConnectionErrors.InvalidBaseUri(source, AddressProblem.UserName);
        else if (address.Query.Length > 0 || address.Fragment.Length > 0 || text.IndexOf('?') >= 0 || text.IndexOf('#') >= 0)
            refusal = ConnectionErrors.InvalidBaseUri(source, AddressProblem.QueryOrFragment);
        else if (key is not null && key.IsIn(address.AbsoluteUri))
            refusal = ConnectionErrors.InvalidBaseUri(source, AddressProblem.Key);
        else if (IsLikeKey(address))
            refusal = ConnectionErrors.InvalidBaseUri(source, AddressProblem.HostLikeKey);
        else if (address.Scheme == "http" && !address.IsLoopback)
            refusal = ConnectionErrors.InsecureBaseUri(source);
        else
            refusal = null;

        if (refusal is not null)
            return null;
        return address!.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
    }

    // Twice: .NET 8 and .NET Framework take http://LocalHost for another machine, until it is written small.
    private static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && Uri.TryCreate(address.AbsoluteUri, UriKind.Absolute, out address);

    /// <summary>Whether its host may be a key: one word, with digits, longer than the name that a Windows machine may have.</summary>
    private static bool IsLikeKey(Uri address) =>
        address is { HostNameType: UriHostNameType.Dns, IsLoopback: false, Host.Length: > 15 }
        && address.Host.IndexOf('.') < 0
        && address.Host.Any(char.IsDigit);

    private static string Source(Uri? given) =>
        given is not null ? "the parameter -BaseUri" : "the environment variable " + EnvironmentVariable;
}
