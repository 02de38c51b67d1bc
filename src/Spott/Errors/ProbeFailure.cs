using System;

namespace Spott.Errors;

/// <summary>A step on the way to the server, taken before anything is asked of it.</summary>
internal enum ProbeStep
{
    NameResolution,
    Tcp,
    Tls,
    Certificate,
}

/// <summary>The step that failed, and how.</summary>
internal sealed class ProbeFailure
{
    private ProbeFailure(ProbeStep step, string words)
    {
        Step = step;
        Words = words;
    }

    internal ProbeStep Step { get; }

    /// <summary>How it failed: a part of the sentence that <see cref="ConnectionVerdict"/> makes, safe to show.</summary>
    internal string Words { get; }

    internal static ProbeFailure NoAddress() => new(ProbeStep.NameResolution, "it has no address");

    internal static ProbeFailure TimedOut(ProbeStep step, TimeSpan limit) =>
        new(step, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0} s"));

    /// <param name="step">The step.</param>
    /// <param name="reason">The system's own words; they need not be safe to show.</param>
    internal static ProbeFailure Broken(ProbeStep step, string reason) => new(step, ConsoleText.Harmless(reason).TrimEnd('.'));

    internal static ProbeFailure NoCertificate() => Certificate("the server showed none");

    /// <param name="expiry">Local time.</param>
    internal static ProbeFailure Expired(DateTime expiry) => Certificate(FormattableString.Invariant($"it expired on {expiry:yyyy-MM-dd}"));

    /// <param name="begin">Local time.</param>
    internal static ProbeFailure NotYetValid(DateTime begin) =>
        Certificate(FormattableString.Invariant($"it is valid only from {begin:yyyy-MM-dd} on"));

    /// <param name="host">Whom it had to be for.</param>
    /// <param name="name">Whom it is for.</param>
    internal static ProbeFailure OtherName(string host, string name) => Certificate($"it is not for {host} but for {ConsoleText.Harmless(name)}");

    /// <param name="issuer">Who issued it.</param>
    /// <param name="reasons">The system's names for what it minds, joined; empty when it gave none.</param>
    internal static ProbeFailure UntrustedIssuer(string issuer, string reasons) => Certificate(
        $"this system does not trust its issuer, {ConsoleText.Harmless(issuer)}{(reasons.Length == 0 ? null : " (" + reasons + ")")}");

    private static ProbeFailure Certificate(string words) => new(ProbeStep.Certificate, words);
}
