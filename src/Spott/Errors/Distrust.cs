using System;

namespace Spott.Errors;

/// <summary>
/// Why a server's certificate is not trusted: words that an error and <c>Test-SpottConnection</c> have in common, safe to show.
/// </summary>
internal sealed class Distrust
{
    private Distrust(string words) => Words = words;

    /// <summary>A part of a sentence.</summary>
    internal string Words { get; }

    internal static Distrust NoCertificate => new("the server has none");

    /// <param name="expiry">Local time.</param>
    internal static Distrust Expired(DateTime expiry) => new(FormattableString.Invariant($"it expired on {expiry:yyyy-MM-dd}"));

    /// <param name="begin">Local time.</param>
    internal static Distrust NotYetValid(DateTime begin) =>
        new(FormattableString.Invariant($"it is not valid before {begin:yyyy-MM-dd}"));

    /// <param name="host">Whom it had to be for.</param>
    /// <param name="name">Whom it is for.</param>
    internal static Distrust OtherName(string host, string name) => new($"it is not for {host} but for {ConsoleText.Harmless(name)}");

    /// <param name="issuer">Who issued it.</param>
    /// <param name="reasons">The system's names for what it minds, joined; empty when it gave none.</param>
    internal static Distrust UntrustedIssuer(string issuer, string reasons) => new(
        $"this system does not trust its issuer, {ConsoleText.Harmless(issuer)}{(reasons.Length == 0 ? null : ": " + reasons)}");

    /// <param name="reason">The words of a transport that judged it itself, safe to show.</param>
    internal static Distrust OfTransport(string reason) => new(reason);
}
