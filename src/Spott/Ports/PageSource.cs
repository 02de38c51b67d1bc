using System.Threading;
using System.Threading.Tasks;

namespace Spott.Ports;

/// <summary>What one run takes one series of pages from: an endpoint with one set of filters.</summary>
internal abstract class PageSource
{
    /// <summary>Method and address without the query, for errors.</summary>
    internal abstract string Target { get; }

    /// <summary>Where to begin; null for the first page.</summary>
    internal abstract string? FirstCursor { get; }

    /// <summary>At most so many items come with a page; <see cref="int.MaxValue"/> where nobody knows.</summary>
    internal abstract int PageSize { get; }

    /// <summary>Gets one page, with all its retries.</summary>
    /// <param name="request">Which one. It is told the next page's cursor as soon as that is known, before this page is parsed.</param>
    /// <param name="cancellationToken">Ends it, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed for good.</exception>
    internal abstract Task<Page> GetAsync(PageRequest request, CancellationToken cancellationToken);
}
