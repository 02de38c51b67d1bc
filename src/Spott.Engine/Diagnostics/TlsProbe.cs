using System;
using System.ComponentModel;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Errors;

namespace Spott.Engine.Diagnostics;

/// <summary>
/// A TLS handshake as the connection's handler makes it, which keeps what it saw. The system alone judges the certificate.
/// </summary>
internal static class TlsProbe
{
    internal static async Task RunAsync(
        ConnectionTestResult result, NetworkStream network, string host, CancellationToken cancellationToken)
    {
        Distrust? distrust = null;
        bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            Record(result, certificate);
            distrust = CertificateJudge.Distrusts(certificate, chain, errors, host);
            return distrust is null;
        }

        using SslStream tls = new(network, leaveInnerStreamOpen: true, Judge);
        try
        {
            await ShakeHandsAsync(tls, network, host, cancellationToken).ConfigureAwait(false);
            result.TlsTrusted = true;
            result.TlsProtocol = tls.SslProtocol.ToString();
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested
            && broken is AuthenticationException or IOException or Win32Exception or ObjectDisposedException or OperationCanceledException)
        {
            result.TlsTrusted = false;
            result.ProbeFailure = distrust is null ? Failed(broken) : ProbeFailure.Untrusted(distrust);
        }
    }

    private static async Task ShakeHandsAsync(SslStream tls, NetworkStream network, string host, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Diagnosis.ProbeLimit);
#if NET
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, limit.Token).ConfigureAwait(false);
#else
        // This handshake takes no token; without the network under it, it ends. The stream of TLS itself would leave that open.
        try
        {
            using (limit.Token.Register(network.Dispose))
                await tls.AuthenticateAsClientAsync(
                    host, null, FrameworkHandler.Protocols, checkCertificateRevocation: false).ConfigureAwait(false);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            // Whatever a stream throws that was taken away.
            limit.Token.ThrowIfCancellationRequested();
        }

        cancellationToken.ThrowIfCancellationRequested();
#endif
    }

    private static void Record(ConnectionTestResult result, X509Certificate? certificate)
    {
        if (certificate is null)
            return;
        result.CertificateSubject = ConsoleText.Harmless(certificate.Subject);
        result.CertificateIssuer = ConsoleText.Harmless(certificate.Issuer);
        result.CertificateExpires = CertificateJudge.Details(certificate).NotAfter;
    }

    private static ProbeFailure Failed(Exception broken)
    {
        if (broken is OperationCanceledException or ObjectDisposedException)
            return ProbeFailure.TimedOut(ProbeStep.Tls, Diagnosis.ProbeLimit);
        Exception root = broken;
        while (root.InnerException is { } inner)
            root = inner;
        return ProbeFailure.Broken(ProbeStep.Tls, root.Message);
    }
}
