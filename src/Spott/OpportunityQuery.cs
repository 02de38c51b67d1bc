using System;
using System.Collections.Generic;

namespace Spott;

/// <summary>What one series of requests asks for.</summary>
internal sealed class OpportunityQuery
{
    internal const int MaxPageSize = 50;
    internal const int MaxCompanyIds = 20;

    /// <summary>Sent as UTC in milliseconds, rounded down.</summary>
    internal DateTimeOffset? ModifiedSince { get; set; }

    /// <summary>At most <see cref="MaxCompanyIds"/>; empty for every company.</summary>
    internal IReadOnlyList<string> CompanyIds { get; set; } = Array.Empty<string>();

    internal int PageSize { get; set; } = MaxPageSize;

    /// <summary>Where to go on; null for the first page.</summary>
    internal string? Cursor { get; set; }

    /// <summary>How many items are wanted of this series; null for all.</summary>
    internal long? First { get; set; }
}
