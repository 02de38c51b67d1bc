using System;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>
/// Says why the system does not trust a certificate. The system alone judges; and it alone tells a certificate that is at fault from the
/// many other ways in which a handshake fails, which all come as the same exception.
/// </summary>
internal static class CertificateJudge
{
    /// <param name="certificate">The server's.</param>
    /// <param name="chain">Its authorities.</param>
    /// <param name="errors">The system's verdict.</param>
    /// <param name="host">Whom it has to be for.</param>
    /// <returns>Null when it is trusted.</returns>
    internal static Distrust? Distrusts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
            return Distrust.NoCertificate;

        X509Certificate2 details = Details(certificate);
        DateTime now = DateTime.Now;
        if (details.NotAfter < now)
            return Distrust.Expired(details.NotAfter);
        if (details.NotBefore > now)
            return Distrust.NotYetValid(details.NotBefore);
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
            return Distrust.OtherName(host, details.GetNameInfo(X509NameType.DnsName, forIssuer: false));
        string reasons = string.Join(
            ", ", (chain?.ChainStatus ?? Array.Empty<X509ChainStatus>()).Select(status => status.Status).Distinct());
        return Distrust.UntrustedIssuer(details.Issuer, reasons);
    }

    internal static X509Certificate2 Details(X509Certificate certificate) =>
        certificate as X509Certificate2 ?? new X509Certificate2(certificate);

#if NET
    /// <summary>The check of a request's handshake.</summary>
    /// <exception cref="UntrustedCertificateException">It is not trusted. Thrown, and not only refused, so that the failed request knows
    /// why.</exception>
    internal static bool Check(object stream, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        Distrusts(certificate, chain, errors, ((SslStream)stream).TargetHostName) is { } distrust
            ? throw new UntrustedCertificateException(distrust)
            : true;
#endif
}
