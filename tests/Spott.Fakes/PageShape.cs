namespace Spott.Fakes;

/// <summary>Where a page says how to go on.</summary>
public enum PageShape
{
    /// <summary><c>"pagination":{"cursor","hasMore"}</c>, as published.</summary>
    Pagination,

    /// <summary><c>"pageInfo":{"nextCursor","hasNextPage"}</c>, as seen elsewhere in the same API.</summary>
    PageInfo,
}
