using System.Linq;
using System.Text;

namespace Spott.Fakes;

/// <summary>
/// The pages that mutants are made of: both shapes, the way on before and after the items, and all that an item can hold.
/// </summary>
public static class MutationCorpus
{
    private const string Rich = """
        {"id":"rich-1","name":{"viewType":"opportunityName","name":"Zoë \ud83d\ude00 \"q\" \u0041\n"},"stage":{"viewType":"opportunityStage","stage":null},
        "company":null,"custom":{"viewType":"custom","deep":[[1.5,-2e10,{"a":[true,null]}],"x"]},"tags":["a","b",3],"closeDate":{"closeDate":{"target":"2024-05-06"}},
        "clientTeam":{"clientTeam":[null,{"id":"c1","emails":[],"phoneNumbers":[{"purpose":null,"phoneNumber":"+1","isPrimary":false,"ext":7}],"linkedIn":"u"}]}}
        """;

    /// <summary>Bodies of 2 to 8 KB.</summary>
    public static byte[][] Pages() =>
    [
        Page([OpportunityJson.Item(3), Rich], "c1", PageShape.Pagination, false),
        Page([OpportunityJson.Item(10), OpportunityJson.Item(5), OpportunityJson.Item(8)], "c+/=&2", PageShape.Pagination, true),
        Page(
            [Rich, "{\"id\":\"a\"}", "{\"id\":\"b\",\"pagination\":{\"cursor\":\"decoy\",\"hasMore\":true}}"], null, PageShape.Pagination,
            true),
        Page([OpportunityJson.Item(7)], "next", PageShape.PageInfo, false),
        Page(
            [.. Enumerable.Range(1, 12).Select(
                n => $"{{\"id\":\"n{n}\",\"name\":{{\"name\":\"N{n}\"}}}}")], null, PageShape.PageInfo, false),
    ];

    private static byte[] Page(string[] items, string? cursor, PageShape shape, bool paginationFirst) =>
        Encoding.UTF8.GetBytes(OpportunityJson.Page(items, cursor, cursor is not null, shape, paginationFirst));
}
