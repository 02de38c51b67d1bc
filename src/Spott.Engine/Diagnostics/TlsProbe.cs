using System;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Errors;

namespace Spott.Engine.Diagnostics;

/// <summary>A TLS handshake as the connection's handler makes it, which keeps what it saw. The system alone judges the certificate.</summary>
internal static class TlsProbe
{
    internal static async Task RunAsync(ConnectionTestResult result, NetworkStream network, string host, CancellationToken cancellationToken)
    {
        string? distrust = null;
        bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            Record(result, certificate);
            distrust = errors == SslPolicyErrors.None ? null : Distrust(certificate, chain, errors, host);
            return errors == SslPolicyErrors.None;
        }

        using SslStream tls = new(network, leaveInnerStreamOpen: true, Judge);
        try
        {
            await ShakeHandsAsync(tls, host, cancellationToken).ConfigureAwait(false);
            result.TlsTrusted = true;
            result.TlsProtocol = tls.SslProtocol.ToString();
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested
            && broken is AuthenticationException or IOException or Win32Exception or ObjectDisposedException or OperationCanceledException)
        {
            result.TlsTrusted = false;
            result.ProbeFailure = distrust is not null
                ? new ProbeFailure(ProbeStep.Certificate, distrust)
                : new ProbeFailure(ProbeStep.Tls, Detail(broken));
        }
    }

    private static async Task ShakeHandsAsync(SslStream tls, string host, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Diagnosis.ProbeLimit);
#if NET
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, limit.Token).ConfigureAwait(false);
#else
        // This handshake takes no token; without its stream it ends.
        using (limit.Token.Register(tls.Dispose))
            await tls.AuthenticateAsClientAsync(host, null, HttpPipeline.Protocols, checkCertificateRevocation: false).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
#endif
    }

    private static void Record(ConnectionTestResult result, X509Certificate? certificate)
    {
        if (certificate is null)
            return;
        result.CertificateSubject = ConsoleText.Harmless(certificate.Subject);
        result.CertificateIssuer = ConsoleText.Harmless(certificate.Issuer);
        result.CertificateExpires = Details(certificate).NotAfter;
    }

    private static string Distrust(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (certificate is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
            return "the server showed none";

        X509Certificate2 details = Details(certificate);
        DateTime now = DateTime.Now;
        if (details.NotAfter < now)
            return FormattableString.Invariant($"it expired on {details.NotAfter:yyyy-MM-dd}");
        if (details.NotBefore > now)
            return FormattableString.Invariant($"it is valid only from {details.NotBefore:yyyy-MM-dd} on");
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
            return $"it is not for {host} but for {ConsoleText.Harmless(details.GetNameInfo(X509NameType.DnsName, forIssuer: false))}";
        string reasons = string.Join(", ", (chain?.ChainStatus ?? Array.Empty<X509ChainStatus>()).Select(status => status.Status).Distinct());
        return $"this system does not trust its issuer, {ConsoleText.Harmless(details.Issuer)}{(reasons.Length == 0 ? null : " (" + reasons + ")")}";
    }

    private static string Detail(Exception broken)
    {
        if (broken is OperationCanceledException or ObjectDisposedException)
            return FormattableString.Invariant($"no answer within {Diagnosis.ProbeLimit.TotalSeconds:0} s");
        Exception root = broken;
        while (root.InnerException is { } inner)
            root = inner;
        return ConsoleText.Harmless(root.Message).TrimEnd('.');
    }

    private static X509Certificate2 Details(X509Certificate certificate) =>
        certificate as X509Certificate2 ?? new X509Certificate2(certificate);
}
