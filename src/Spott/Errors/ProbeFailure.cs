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

    internal static ProbeFailure TimedOut(ProbeStep step, TimeSpan limit) =>
        new(step, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0} s"));

    /// <param name="step">The step.</param>
    /// <param name="reason">The system's own words; they need not be safe to show.</param>
    internal static ProbeFailure Broken(ProbeStep step, string reason) => new(step, ConsoleText.Harmless(reason).TrimEnd('.'));

    internal static ProbeFailure Untrusted(Distrust distrust) => new(ProbeStep.Certificate, distrust.Words);
}
