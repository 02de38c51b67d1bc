using System;
using System.Collections.Generic;

namespace Spott.Ports;

/// <summary>What one series of requests asks for.</summary>
internal sealed class OpportunityQuery
{
    /// <summary>The cheapest documented call, to see whether the API answers.</summary>
    internal static OpportunityQuery Cheapest => new() { PageSize = 1 };

    /// <summary>Sent as UTC in milliseconds, rounded down.</summary>
    internal DateTimeOffset? ModifiedSince { get; set; }

    /// <summary>At most <see cref="ApiLimits.MaxCompanyIds"/>; empty for every company.</summary>
    internal IReadOnlyList<string> CompanyIds { get; set; } = Array.Empty<string>();

    /// <summary>Items a request, 1 to <see cref="ApiLimits.MaxPageSize"/>.</summary>
    internal int PageSize { get; set; } = ApiLimits.MaxPageSize;

    /// <summary>Whether each opportunity is to say from which text it was read, by <see cref="Opportunity.Source"/>.</summary>
    internal bool WantsSource { get; set; }

    /// <summary>Where to go on; null for the first page.</summary>
    internal string? Cursor { get; set; }
}
