namespace Spott.Errors;

/// <summary>
/// What a person is told of a failure: what happened, to what, and what to do. An error has it as one sentence,
/// <c>Test-SpottConnection</c> as a problem and a remedy.
/// </summary>
internal sealed class Explanation
{
    private readonly string _what;
    private readonly string _remedy;

    /// <param name="what">What happened and to what: a sentence without its full stop.</param>
    /// <param name="remedy">What to do: the rest of the sentence, in lower case, without its full stop.</param>
    internal Explanation(string what, string remedy)
    {
        _what = what;
        _remedy = remedy;
    }

    /// <summary>How far the run had come, and from where a later one goes on: the sentence's middle; null when it was no run.</summary>
    internal string? Progress { get; set; }

    /// <summary>The same failure, with other advice.</summary>
    internal Explanation WithRemedy(string remedy) => new(_what, remedy) { Progress = Progress };

    /// <summary>All of it.</summary>
    internal string Sentence => _what + "; " + (Progress is null ? null : Progress + "; ") + _remedy + ".";

    /// <summary>What happened, as a sentence of its own.</summary>
    internal string Problem => _what + ".";

    /// <summary>What to do, as a sentence of its own.</summary>
    internal string Remedy => char.ToUpperInvariant(_remedy[0]) + _remedy.Substring(1) + ".";
}
