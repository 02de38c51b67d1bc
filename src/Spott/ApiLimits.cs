namespace Spott;

/// <summary>What one request of the API may ask for.</summary>
internal static class ApiLimits
{
    /// <summary>Items a page; documented.</summary>
    internal const int MaxPageSize = 50;

    /// <summary>Company ids a request: one of four server stacks that were measured breaks beyond it.</summary>
    internal const int MaxCompanyIds = 20;
}
