using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>
/// Disturbs requests at random, the same way each time for the same seed whatever the order of events: what happens depends on the seed,
/// the page and the number of its attempt alone.
/// </summary>
public sealed class ChaosPlan : IFaultPlan
{
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _inRow = [];
    private readonly Dictionary<string, int> _attempts = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Each request is disturbed with probability 1/3.</summary>
    public ChaosPlan(int seed) => Seed = seed;

    /// <summary>Print it with a failure: it is all that is needed to see it again.</summary>
    public int Seed { get; }

    /// <summary>0 to 1.</summary>
    public double Probability { get; set; } = 1.0 / 3;

    /// <summary>Disturbances of one page in a row; as many as there are retries is the most that may come.</summary>
    public int MaxInRow { get; set; } = 5;

    /// <summary>How often each fault was used.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_counts);
        }
    }

    /// <summary>Disturbances that force one retry each: all but slow bodies.</summary>
    public int ExpectedRetries => Counts.Where(c => c.Key != nameof(TransportFault.SlowBody)).Sum(c => c.Value);

    /// <inheritdoc/>
    public Answer Disturb(RecordedRequest request, Answer healthy)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(healthy);
        lock (_gate)
        {
            string page = request.RawQuery;
            int attempt = _attempts[page] = _attempts.GetValueOrDefault(page) + 1;
            Random random = new(StableHash($"{Seed}|{page}|{attempt}"));
            int row = _inRow.GetValueOrDefault(page);
            if (healthy.Status != 200 || row >= MaxInRow || random.NextDouble() >= Probability)
            {
                _inRow[page] = 0;
                return healthy;
            }

            _inRow[page] = row + 1;
            (string? name, Answer? answer) = Draw(random, healthy);
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
            return answer;
        }
    }

    /// <summary>The seed and what came of it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"seed {Seed}: ") + string.Join(", ", Counts.Select(c => $"{c.Value} {c.Key}"));

    private static (string Name, Answer Answer) Draw(Random random, Answer healthy) => random.Next(9) switch
    {
        0 => ("TooManyRequests", Answer.Error(429, "Too many requests", "chaos")),
        1 => ("TooManyRequestsRetryAfter", Answer.Error(429, "Too many requests", "chaos").WithRetryAfter(1 + random.Next(3))),
        2 => ("InternalServerError", Answer.Error(500, "Internal server error", "chaos")),
        3 => ("ServiceUnavailableHtml", Answer.Html(503)),
        4 => (nameof(TransportFault.ResetBeforeHeaders), Answer.Throw(TransportFault.ResetBeforeHeaders)),
        5 => (nameof(TransportFault.ResetInBody), healthy.WithFault(TransportFault.ResetInBody)),
        6 => ("TruncatedJson", Answer.Truncated(healthy)),
        7 => ("Garbage", Answer.Garbage()),
        _ => (nameof(TransportFault.SlowBody), Answer.SlowBody(healthy, 3, TimeSpan.FromMilliseconds(10))),
    };

    /// <summary>FNV-1a: string.GetHashCode differs from process to process.</summary>
    private static int StableHash(string text)
    {
        uint hash = 2166136261u;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return (int)hash;
    }
}
