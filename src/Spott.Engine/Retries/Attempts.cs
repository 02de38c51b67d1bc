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
    private readonly string _target;
    private TimeProvider _time = TimeProvider.System;
    private long _started;

    /// <param name="target">Method and address without the query, for messages.</param>
    /// <param name="statistics">Where requests, retries and waits are counted.</param>
    /// <param name="messages">Where waits are told.</param>
    internal Attempts(string target, TransferStatistics statistics, RunMessages messages)
    {
        _target = target;
        _statistics = statistics;
        _messages = messages;
    }

    /// <summary>How many were begun.</summary>
    internal int Number { get; private set; }

    /// <summary>
    /// False for a method that changes something, which the server may have carried out although no good answer came. Then only an answer of
    /// 429, with which a server says that it did not, is followed by another attempt.
    /// </summary>
    internal bool MayRepeat { get; set; } = true;

    internal TimeSpan NextWait { get; set; }

    /// <summary>What the attempt before ended with; null for the first one.</summary>
    internal SpottApiException? LastFailure { get; private set; }

    internal TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Counts an attempt; the time of all begins with the first.</summary>
    internal void Begin(TimeProvider time)
    {
        if (Number++ > 0)
        {
            _statistics.CountRetry();
            return;
        }

        _time = time;
        _started = time.GetTimestamp();
    }

    internal SpottApiException Failure(Fault fault, bool isTransient = false, Exception? inner = null) =>
        Completed(new SpottApiException(fault, inner), isTransient);

    /// <summary>A failure that the answer's status tells all of.</summary>
    internal SpottApiException Failure(FailureKind kind, bool isTransient) => Completed(new SpottApiException(kind), isTransient);

    internal void BeginWait(SpottApiException failure, DateTimeOffset now)
    {
        LastFailure = failure;
        string why = failure.StatusCode is { } status && status != HttpStatusCode.OK
            ? $"the server answered {((int)status).ToString(CultureInfo.InvariantCulture)}"
            : failure.Fault?.Words ?? failure.Kind.ToString();
        string text = string.Format(
            CultureInfo.InvariantCulture, "Waiting {0:0.0} s before attempt {1} of {2}: {3}.", NextWait.TotalSeconds, Number + 1, _target, why);
        _messages.BeginWait(new WaitNotice(text, now + NextWait, NextWait));
        if (failure.Kind == FailureKind.Throttled || failure.RetryAfter is not null)
            _statistics.CountThrottled(NextWait);
    }

    internal void EndWait() => _messages.EndWait();

    private SpottApiException Completed(SpottApiException failure, bool isTransient)
    {
        failure.Target = _target;
        failure.IsTransient = isTransient && (MayRepeat || failure.Kind == FailureKind.Throttled);
        failure.IsAmbiguous = !MayRepeat
            && failure.Kind is FailureKind.Network or FailureKind.Timeout or FailureKind.ServerError or FailureKind.Protocol;
        return failure;
    }
}
