using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Ports;

namespace Spott.Report.Figures;

/// <summary>Which open opportunities have not changed for 30 days, by the mirror's changes of them.</summary>
internal sealed class Stillness
{
    internal const int Days = 30;

    private readonly Dictionary<string, DateTime> _last = new(StringComparer.Ordinal);
    private readonly DateTime _begin;

    internal Stillness(ReportHistory history, Pipeline pipeline)
    {
        _begin = history.Begin;
        KnownFrom = history.Begin.AddDays(Days);
        foreach (Change change in history.Changes.Where(change => change.Subject == ChangeSubject.Opportunity))
            _last[change.Id] = change.ObservedAt;

        DateTime limit = history.Until.AddDays(-Days);
        foreach (Entry entry in pipeline.Open)
            entry.IsStale = LastSeenToChange(entry) <= limit;
        Still = pipeline.Open.Where(entry => entry.IsStale).OrderBy(LastSeenToChange).ToArray();
    }

    /// <summary>Longest first.</summary>
    internal IReadOnlyList<Entry> Still { get; }

    /// <summary>Before this moment the mirror is too young to know of any.</summary>
    internal DateTime KnownFrom { get; }

    internal bool IsKnown(DateTime moment) => KnownFrom <= moment;

    /// <summary>When it changed last; of one that never did since the mirror began, its begin.</summary>
    internal DateTime LastSeenToChange(Entry entry) => _last.TryGetValue(entry.Record.Id, out DateTime last) ? last : _begin;

    /// <summary>Whether it has not changed since the mirror began: its last change is older, and not known.</summary>
    internal bool IsOlder(Entry entry) => !_last.ContainsKey(entry.Record.Id);
}
