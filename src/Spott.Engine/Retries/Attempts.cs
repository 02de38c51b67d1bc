using System;
using System.Globalization;
using System.Net;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Retries;

/// <summary>One request and its repetitions: what they have in common, how many there were, and what is to be said about them.</summary>
internal sealed class Attempts
{
    private readonly TransferStatistics _statistics;
    private readonly RunMessages _messages;
    private readonly TimeProvider _time;
    private readonly string _target;
    private readonly bool _mayRepeat;
    private long _started;

    /// <param name="target">Method and address without the query, for messages.</param>
    /// <param name="mayRepeat">
    /// False for a request that changes something, which the server may have carried out although no good answer came. Then only an
    /// answer of 429, with which a server says that it did not, is followed by another attempt.
    /// </param>
    /// <param name="statistics">Where requests, retries and waits are counted.</param>
    /// <param name="messages">Where waits are told.</param>
    /// <param name="time">The connection's clock.</param>
    internal Attempts(string target, bool mayRepeat, TransferStatistics statistics, RunMessages messages, TimeProvider time)
    {
        _target = target;
        _mayRepeat = mayRepeat;
        _statistics = statistics;
        _messages = messages;
        _time = time;
    }

    /// <summary>How many were begun.</summary>
    internal int Number { get; private set; }

    /// <summary>Counts an attempt; the time of all begins with the first.</summary>
    internal void Begin()
    {
        if (Number++ > 0)
            _statistics.CountRetry();
        else
            _started = _time.GetTimestamp();
    }

    internal SpottApiException Failure(Fault fault, bool isTransient = false, Exception? inner = null) =>
        Completed(new SpottApiException(fault, inner), isTransient);

    /// <summary>A failure that the answer's status tells all of.</summary>
    internal SpottApiException Failure(FailureKind kind, bool isTransient) => Completed(new SpottApiException(kind), isTransient);

    /// <summary>Writes down how many attempts there were, and how long they took, when one has failed.</summary>
    internal void Note(SpottApiException failure)
    {
        failure.Attempts = Number;
        failure.Elapsed = _time.GetElapsedTime(_started);
    }

    /// <summary>Tells of a wait, and counts it where it is the server's wish.</summary>
    internal void BeginWait(SpottApiException failure, TimeSpan wait)
    {
        string why = failure.StatusCode is { } status && status != HttpStatusCode.OK
            ? $"the server answered {((int)status).ToString(CultureInfo.InvariantCulture)}"
            : failure.Fault?.Words ?? failure.Kind.ToString();
        string text = string.Format(
            CultureInfo.InvariantCulture, "Waiting {0:0.0} s before attempt {1} of {2}: {3}.", wait.TotalSeconds, Number + 1, _target, why);
        _messages.BeginWait(new WaitNotice(text, _time.GetUtcNow() + wait, wait));
        if (failure.Kind == FailureKind.Throttled || failure.RetryAfter is not null)
            _statistics.CountThrottled(wait);
    }

    private SpottApiException Completed(SpottApiException failure, bool isTransient)
    {
        failure.Target = _target;
        failure.IsTransient = isTransient && (_mayRepeat || failure.Kind == FailureKind.Throttled);
        failure.IsAmbiguous = !_mayRepeat
            && failure.Kind is FailureKind.Network or FailureKind.Timeout or FailureKind.ServerError or FailureKind.Protocol;
        return failure;
    }
}
