using System;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>A failure as PowerShell gets it: its error id, category and target, and what a person is told of it.</summary>
internal sealed class Failure
{
    private readonly string _id;
    private readonly ErrorCategory _category;
    private readonly object? _target;
    private readonly Exception _exception;

    /// <param name="id">Such as <c>Spott.InvalidApiKey</c>; scripts compare it.</param>
    /// <param name="category">PowerShell's kind of error.</param>
    /// <param name="target">What failed: a parameter's name, a path, a request; never a secret.</param>
    /// <param name="explanation">What a person is told.</param>
    /// <param name="exception">Makes the exception of the sentence.</param>
    internal Failure(string id, ErrorCategory category, object? target, Explanation explanation, Func<string, Exception> exception)
        : this(id, category, target, explanation, exception(explanation.Sentence))
    {
    }

    /// <summary>A call that failed. Its exception makes the sentence, from its facts as they are when it is read.</summary>
    internal Failure(string id, ErrorCategory category, SpottApiException exception)
        : this(id, category, exception.Target, CallExplanation.Of(exception), exception)
    {
    }

    private Failure(string id, ErrorCategory category, object? target, Explanation explanation, Exception exception)
    {
        _id = id;
        _category = category;
        _target = target;
        _exception = exception;
        Explanation = explanation;
    }

    internal Explanation Explanation { get; }

    internal ErrorRecord ToRecord() => new(_exception, _id, _category, _target);
}
