using System;
using System.Net.Http;
using System.Text.RegularExpressions;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>
/// Says how a proxy refused. The framework's own message quotes the proxy's address with the password that the environment gave in it.
/// </summary>
internal static class ProxyFailure
{
    /// <returns>Null when it was no proxy that refused.</returns>
    internal static Fault? Of(Exception exception, out bool wantsCredential)
    {
        string? status = Status(exception);
        wantsCredential = status == "407";
        return wantsCredential ? NetworkFaults.ProxyWantsCredential
            : status is null ? null
            : NetworkFaults.ProxyRefused(status);
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
