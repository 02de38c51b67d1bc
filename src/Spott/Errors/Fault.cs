namespace Spott.Errors;

/// <summary>
/// What exactly was wrong with a call, where the kind of failure alone does not say it. Made in one of the classes of this folder that
/// are named after what is at fault (<see cref="NetworkFaults"/>, <see cref="AnswerFaults"/>, …), which give it its words.
/// </summary>
internal sealed class Fault
{
    /// <param name="kind">The kind of failure, which has the error id.</param>
    /// <param name="words">What was wrong: a part of the sentence that <see cref="CallExplanation"/> makes for the kind.</param>
    /// <param name="remedy">What to do, where it is not what the kind's failures have in common: the rest of a sentence.</param>
    internal Fault(FailureKind kind, string words, string? remedy = null)
    {
        Kind = kind;
        Words = words;
        Remedy = remedy;
    }

    internal FailureKind Kind { get; }

    internal string Words { get; }

    internal string? Remedy { get; }

    /// <summary>Whether the answer may be right, and only no page of a list.</summary>
    internal bool IsNoPage { get; set; }
}
