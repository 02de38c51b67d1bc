using System;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>Where the API is: <c>-BaseUri</c>, else <c>SPOTT_BASE_URI</c>, else the public address.</summary>
internal static class BaseAddress
{
    internal const string EnvironmentVariable = "SPOTT_BASE_URI";

    /// <summary>A reserved name that never resolves: the sandbox sends nothing.</summary>
    internal static readonly Uri Sandbox = new("https://sandbox.invalid/");

    private static readonly Uri Public = new("https://api.gospott.com/");

    /// <returns>An absolute address that ends in a slash.</returns>
    internal static Uri Resolve(PSCmdlet command, Uri? given)
    {
        Uri? address = Find(given, out Failure? refusal);
        if (address is null)
            command.Fail(refusal!);
        return address;
    }

    /// <returns>An absolute address that ends in a slash; null when it was refused.</returns>
    internal static Uri? Find(Uri? given, out Failure? refusal)
    {
        refusal = null;
        if (given is not null)
            return Checked(given.OriginalString, "the parameter -BaseUri", out refusal);
        return Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } text
            ? Checked(text, "the environment variable " + EnvironmentVariable, out refusal)
            : Public;
    }

    private static Uri? Checked(string text, string source, out Failure? refusal)
    {
        if (!TryParse(text.Trim(), out Uri? address) || address.Scheme is not ("https" or "http"))
            refusal = ConnectionErrors.InvalidBaseUri(source, WithoutUserInfo(text), AddressProblem.NotHttp);
        else if (address.UserInfo.Length > 0)
            refusal = ConnectionErrors.InvalidBaseUri(source, WithoutUserInfo(text), AddressProblem.UserName);
        else if (address.Query.Length > 0 || address.Fragment.Length > 0 || text.IndexOf('?') >= 0 || text.IndexOf('#') >= 0)
            refusal = ConnectionErrors.InvalidBaseUri(source, address.GetLeftPart(UriPartial.Path), AddressProblem.QueryOrFragment);
        else if (address.Scheme == "http" && !address.IsLoopback)
            refusal = ConnectionErrors.InsecureBaseUri(source, address);
        else
            refusal = null;

        if (refusal is not null)
            return null;
        return address!.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
    }

    // Twice: .NET 8 and .NET Framework take http://LocalHost for another machine, until it is written small.
    private static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && Uri.TryCreate(address.AbsoluteUri, UriKind.Absolute, out address);

    // What stands before an @ may be a password.
    private static string WithoutUserInfo(string text) => text.Substring(text.LastIndexOf('@') + 1);
}
