using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>What a <see cref="CursorSeries"/> takes its pages from.</summary>
internal interface IPageSource
{
    /// <summary>Method and address without the query, for errors.</summary>
    string Target { get; }

    /// <summary>Where to begin; null for the first page.</summary>
    string? FirstCursor { get; }

    /// <summary>False when the page after this many items may be one that nobody reads.</summary>
    bool MayLookAhead(long itemsBefore);

    /// <summary>Gets one page, with all its retries.</summary>
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="pageNumber">The page of the run, counted from 1; 0 for none.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    /// <param name="bodyComplete">Called with the cursor that the body seems to name, before the body is parsed.</param>
    /// <param name="cancellationToken">Ends it, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed for good.</exception>
    Task<Page> GetPageAsync(string? cursor, int pageNumber, RunState run, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken);
}
