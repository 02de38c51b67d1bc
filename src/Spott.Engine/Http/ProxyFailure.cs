using System;
using System.Net.Http;
using System.Text.RegularExpressions;

namespace Spott.Engine.Http;

/// <summary>Says how a proxy refused. The framework's own message quotes the proxy's address with the password that the environment gave in it.</summary>
internal static class ProxyFailure
{
    internal const string WantsCredential = "the proxy wants a credential, or another one than it was given (Connect-Spott -ProxyCredential)";

    /// <returns>A part of a sentence; null when it was no proxy that refused.</returns>
    internal static string? Detail(Exception exception, out bool wantsCredential)
    {
        string? status = Status(exception);
        wantsCredential = status == "407";
        return wantsCredential ? WantsCredential
            : status is null ? null
            : $"the proxy would not open a tunnel to it (status {status})";
    }

#if NET
    private static string? Status(Exception exception)
    {
        if (exception is not HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, InnerException: null })
            return null;
        // The status is in the text alone, behind the address.
        Match status = Regex.Match(exception.Message, "'([0-9]{3})'", RegexOptions.RightToLeft | RegexOptions.CultureInvariant);
        return status.Success ? status.Groups[1].Value : "unknown";
    }
#else
    private static string? Status(Exception exception)
    {
        Match status = Regex.Match(exception.InnerException?.Message ?? string.Empty, @"\((407)\)", RegexOptions.CultureInvariant);
        return status.Success ? status.Groups[1].Value : null;
    }
#endif
}
