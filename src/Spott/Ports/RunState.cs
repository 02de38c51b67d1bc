using System;
using System.Collections.Concurrent;
using System.Net;
using Spott.Connections;

namespace Spott.Ports;

/// <summary>What one run of a cmdlet shares between its series of pages.</summary>
internal sealed class RunState
{
    // A server that names another field on each page would fill the screen and the memory.
    private const int MostWarnings = 100;

    private readonly ConcurrentDictionary<string, bool> _warnedFields = new(StringComparer.Ordinal);
    private bool _hasResponse;

    internal RunState(TransferStatistics connection) => Statistics = new TransferStatistics(connection);

    /// <summary>What this run alone sent and received.</summary>
    internal TransferStatistics Statistics { get; }

    /// <summary>Pages taken so far.</summary>
    internal int Pages { get; set; }

    /// <summary>Items written so far.</summary>
    internal long ItemsWritten { get; set; }

    /// <summary>Whether an item was malformed, and so not every item of the server was given.</summary>
    internal bool SawMalformedItem { get; set; }

    /// <summary>The server's clock at the run's first response, UTC; null while there is none, or when that one gave no date.</summary>
    internal DateTimeOffset? FirstResponseDate { get; private set; }

    /// <summary>
    /// The server's clock at the run's latest response so far, UTC; null while there is none, or when that one gave no date.
    /// </summary>
    internal DateTimeOffset? LatestResponseDate { get; private set; }

    /// <summary>The HTTP status of the run's first response; null while there is none.</summary>
    internal HttpStatusCode? FirstStatusCode { get; private set; }

    /// <summary>
    /// Takes a response's status and date. A later one's never takes the place of the first one's: what changed between them would be
    /// missed.
    /// </summary>
    internal void NoteResponse(HttpStatusCode status, DateTimeOffset? date)
    {
        LatestResponseDate = date;
        if (_hasResponse)
            return;
        _hasResponse = true;
        FirstStatusCode = status;
        FirstResponseDate = date;
    }

    /// <summary>True the first time a field is named: a field is warned about once a run, and at most so many are.</summary>
    internal bool ShouldWarnAbout(string field) => _warnedFields.Count < MostWarnings && _warnedFields.TryAdd(field, true);
}
