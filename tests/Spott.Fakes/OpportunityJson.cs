using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>JSON of the published shape; the same index gives the same text always.</summary>
public static class OpportunityJson
{
    internal const int Companies = 7;

    /// <summary>Sorts as the index does.</summary>
    public static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"opp-{index:D6}");

    /// <summary>co-1 to co-7 in turn, when an item is given no company of its own.</summary>
    public static string CompanyId(int index) => CompanyId(index, Companies);

    /// <summary>An item of some 900 bytes and of index % 4 contacts more.</summary>
    public static string Item(int index) => Item(index, null);

    /// <summary>An item of a company; an empty one means <see cref="CompanyId(int)"/>.</summary>
    public static string Item(int index, string? companyId) => Item(index, companyId, 0);

    /// <summary>An item whose description makes it at least so many bytes long (2,000 to 2,500 is what the API sends).</summary>
    public static string Item(int index, string? companyId, int minimumBytes)
    {
        string company = string.IsNullOrEmpty(companyId) ? CompanyId(index) : companyId;
        string? description = index % 9 == 8 ? null : $"Line one of {index}\nline \"two\", with a comma; and a tab\t.";
        string text = OpportunityItem.Build(index, company, description);
        return text.Length >= minimumBytes
            ? text
            : OpportunityItem.Build(
                index, company, (description ?? string.Empty) + string.Concat(
                    Enumerable.Repeat(" lorem ipsum", 1 + ((minimumBytes - text.Length) / 12))));
    }

    /// <summary>Items of following indexes.</summary>
    public static string[] Items(int first, int count) => Enumerable.Range(first, count).Select(Item).ToArray();

    /// <summary>A page of the published shape; an empty cursor is written as null.</summary>
    public static string Page(string[] items, string? cursor, bool hasMore) => Page(items, cursor, hasMore, PageShape.Pagination, false);

    /// <summary>A page of either shape, with the way on before or after the items.</summary>
    public static string Page(IEnumerable<string> items, string? cursor, bool hasMore, PageShape shape, bool paginationFirst)
    {
        string list = $"\"items\":[{string.Join(',', items)}]";
        string next = string.IsNullOrEmpty(cursor) ? "null" : JsonText.Quote(cursor);
        string more = hasMore ? "true" : "false";
        string way = shape == PageShape.PageInfo
            ? $"\"pageInfo\":{{\"nextCursor\":{next},\"hasNextPage\":{more}}}"
            : $"\"pagination\":{{\"cursor\":{next},\"hasMore\":{more}}}";
        return paginationFirst ? $"{{{way},{list}}}" : $"{{{list},{way}}}";
    }

    internal static string CompanyId(int index, int companies) =>
        string.Create(CultureInfo.InvariantCulture, $"co-{(index % companies) + 1}");
}
