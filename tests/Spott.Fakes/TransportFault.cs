namespace Spott.Fakes;

/// <summary>What goes wrong below HTTP. A handler throws what the framework's own would; a loopback server does it to the socket.</summary>
public enum TransportFault
{
    /// <summary>Nothing goes wrong.</summary>
    None,

    /// <summary>Nobody listens. A loopback server, which does, resets instead.</summary>
    ConnectionRefused,

    /// <summary>The host has no address (handler only).</summary>
    NameNotResolved,

    /// <summary>The certificate is not trusted (handler only; a loopback server has TLS of its own).</summary>
    UntrustedCertificate,

    /// <summary>Reset after the request was read, before a byte of the answer.</summary>
    ResetBeforeHeaders,

    /// <summary>Closed in good order before a byte of the answer.</summary>
    ClosedBeforeHeaders,

    /// <summary>Headers, half of the body, reset.</summary>
    ResetInBody,

    /// <summary>Headers that announce the whole body, half of it, closed in good order.</summary>
    CutBody,

    /// <summary>Headers and body in pieces with pauses; all of it arrives.</summary>
    SlowBody,

    /// <summary>No byte of an answer until the client gives up.</summary>
    Hang,

    /// <summary>Headers, half of the body, then nothing until the client gives up.</summary>
    HangInBody,

    /// <summary>Bytes that are no HTTP.</summary>
    NotHttp,
}
