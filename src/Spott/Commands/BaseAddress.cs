using System;

namespace Spott.Commands;

/// <summary>Where the API is: <c>-BaseUri</c>, else <c>SPOTT_BASE_URI</c>, else the public address.</summary>
internal static class BaseAddress
{
    internal const string EnvironmentVariable = "SPOTT_BASE_URI";

    /// <summary>A reserved name that never resolves: the sandbox sends nothing.</summary>
    internal static readonly Uri Sandbox = new("https://sandbox.invalid/");

    private static readonly Uri Public = new("https://api.gospott.com/");

    /// <returns>An absolute address that ends in a slash.</returns>
    internal static Uri Resolve(SpottCommand command, Uri? given)
    {
        if (given is not null)
            return Checked(command, given.OriginalString, "the parameter -BaseUri");
        return Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } text
            ? Checked(command, text, "the environment variable " + EnvironmentVariable)
            : Public;
    }

    private static Uri Checked(SpottCommand command, string text, string source)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address) || address.Scheme is not ("https" or "http"))
            command.Fail(SpottErrors.InvalidBaseUri(source, WithoutUserInfo(text), "is no absolute http or https address"));
        if (address.UserInfo.Length > 0)
            command.Fail(SpottErrors.InvalidBaseUri(source, WithoutUserInfo(text), "holds a user name"));
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || text.IndexOf('?') >= 0 || text.IndexOf('#') >= 0)
            command.Fail(SpottErrors.InvalidBaseUri(source, address.GetLeftPart(UriPartial.Path), "holds a query or a fragment"));
        if (address.Scheme == "http" && !address.IsLoopback)
            command.Fail(SpottErrors.InsecureBaseUri(source, address));
        return address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
    }

    // What stands before an @ may be a password.
    private static string WithoutUserInfo(string text) => text.Substring(text.LastIndexOf('@') + 1);
}
