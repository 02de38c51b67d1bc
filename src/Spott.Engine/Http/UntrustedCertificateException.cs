using System.Security.Authentication;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>A handshake that failed because of the server's certificate, and of nothing else.</summary>
internal sealed class UntrustedCertificateException : AuthenticationException
{
    internal UntrustedCertificateException(Distrust distrust)
        : base("The server's certificate is not trusted: " + distrust.Words) => Distrust = distrust;

    internal Distrust Distrust { get; }
}
