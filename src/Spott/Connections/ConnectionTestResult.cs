using System;
using System.Net;
using Spott.Errors;

namespace Spott;

/// <summary>
/// What <c>Test-SpottConnection</c> found on the way to the API, step by step. A property is null when its step was not taken: because an
/// earlier one failed, or because it does not apply (no name resolution behind a proxy, no TLS in the sandbox).
/// </summary>
public sealed class ConnectionTestResult
{
    internal ConnectionTestResult()
    {
    }

    /// <summary>
    /// The base address; null when the one that was set is refused. <see cref="Problem"/> then says why.
    /// </summary>
    public Uri? BaseUri { get; internal set; }

    /// <summary>Where the key came from; null when there is none.</summary>
    public string? KeySource { get; internal set; }

    /// <summary>Where a connection and its key were looked for, in this order, and what was there; never the key itself.</summary>
    public ValueList<string> KeySourcesChecked { get; internal set; } = ValueList<string>.None;

    /// <summary>The proxy's address, or <c>none</c>; null for the sandbox and for a transport of the user's own.</summary>
    public string? Proxy { get; internal set; }

    /// <summary>Whether the server's name has an address; null behind a proxy, which resolves names itself.</summary>
    public bool? NameResolved { get; internal set; }

    /// <summary>The addresses of the server's name.</summary>
    public ValueList<string> Addresses { get; internal set; } = ValueList<string>.None;

    /// <summary>Whether one of <see cref="Addresses"/> accepts connections; null behind a proxy.</summary>
    public bool? TcpConnected { get; internal set; }

    /// <summary>Whether the server's certificate passed the system's own check; null behind a proxy and for http.</summary>
    public bool? TlsTrusted { get; internal set; }

    /// <summary>The protocol that was agreed on, such as <c>Tls13</c>; null when the handshake failed.</summary>
    public string? TlsProtocol { get; internal set; }

    /// <summary>The certificate's owner; filled also when the certificate is not trusted.</summary>
    public string? CertificateSubject { get; internal set; }

    /// <summary>Who issued the certificate. It may be a company's firewall that decrypts TLS.</summary>
    public string? CertificateIssuer { get; internal set; }

    /// <summary>When the certificate expires, local time.</summary>
    public DateTime? CertificateExpires { get; internal set; }

    /// <summary>The HTTP status of the cheapest call, one opportunity; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; internal set; }

    /// <summary>
    /// Time of that one call, from its begin to the end of the answer's body, with the set-up of a new network connection.
    /// </summary>
    public TimeSpan? Latency { get; internal set; }

    /// <summary>
    /// How far this machine's clock is ahead of the server's, to a second or two; negative when it is behind, null when the server gave no
    /// date.
    /// </summary>
    public TimeSpan? ClockSkew { get; internal set; }

    /// <summary>Whether a command that runs now, in this session, with this connection can use the API.</summary>
    public bool Succeeded { get; internal set; }

    /// <summary>
    /// What is wrong, in one sentence; null when nothing is wrong. A wrong clock is also told here, although the call succeeded.
    /// </summary>
    public string? Problem { get; internal set; }

    /// <summary>What to do about it; null when nothing is wrong.</summary>
    public string? Remedy { get; internal set; }

    /// <summary>The step before the call that failed; null when none did.</summary>
    internal ProbeFailure? ProbeFailure { get; set; }

    /// <summary>How the call failed; null when it succeeded or was not made.</summary>
    internal SpottApiException? CallFailure { get; set; }
}
