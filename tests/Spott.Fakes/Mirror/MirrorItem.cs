using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Fakes;

/// <summary>One opportunity as an account has it, to be changed between two runs.</summary>
public sealed class MirrorItem
{
    /// <summary>A plain one: open in stage s1, of company c1, owned by u1, without people.</summary>
    public MirrorItem(string id)
    {
        Id = id;
        Name = "Deal " + id;
    }

    /// <summary>The identifier; empty for an item that the module calls malformed.</summary>
    public string Id { get; set; }

    /// <summary>The title.</summary>
    public string? Name { get; set; }

    /// <summary>Free text.</summary>
    public string? Description { get; set; }

    /// <summary>Null for a stage without an id.</summary>
    public string? StageId { get; set; } = "s1";

    /// <summary>The stage's name as this item says it.</summary>
    public string? StageName { get; set; } = "Lead";

    /// <summary>The stage's place.</summary>
    public decimal StageOrder { get; set; } = 1;

    /// <summary>Null for a company without an id.</summary>
    public string? CompanyId { get; set; } = "c1";

    /// <summary>The company's name as this item says it.</summary>
    public string? CompanyName { get; set; } = "Acme";

    /// <summary>Null for no owner.</summary>
    public string? OwnerId { get; set; } = "u1";

    /// <summary>The owner's name as this item says it.</summary>
    public string? OwnerName { get; set; } = "Jane Doe";

    /// <summary>ISO 8601 in UTC with milliseconds; null for none.</summary>
    public string? CloseDate { get; set; }

    /// <summary>What <c>modifiedSince</c> is compared with.</summary>
    public DateTimeOffset ModifiedAt { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The client's people.</summary>
    public List<MirrorPerson> Team { get; } = new();

    /// <summary>JSON of what the module has no property for, by its name.</summary>
    public SortedDictionary<string, string> Extra { get; } = new(StringComparer.Ordinal);

    /// <summary>The same, of its own.</summary>
    public MirrorItem Copy()
    {
        MirrorItem copy = (MirrorItem)new MirrorItem(Id)
        {
            Name = Name, Description = Description, StageId = StageId, StageName = StageName, StageOrder = StageOrder,
            CompanyId = CompanyId, CompanyName = CompanyName,
            OwnerId = OwnerId, OwnerName = OwnerName, CloseDate = CloseDate, ModifiedAt = ModifiedAt,
        };
        copy.Team.AddRange(Team.Select(person => person.Copy()));
        foreach ((string name, string json) in Extra)
            copy.Extra.Add(name, json);
        return copy;
    }

    /// <summary>As the API sends it.</summary>
    public string ToJson() => $$"""
        {"id":{{(Id.Length == 0 ? "null" : Quote(Id))}},"name":{"name":{{Quote(Name)}}},"description":{"description":{{Quote(Description)}}},
        "stage":{"stage":{{(StageName is null ? "null" : $$"""{"id":{{Quote(StageId)}},"name":{{Quote(StageName)}},"order":{{StageOrder.ToString(CultureInfo.InvariantCulture)}},"isOpen":true}""")}}},
        "company":{"company":{{(CompanyName is null ? "null" : $$"""{"id":{{Quote(CompanyId)}},"name":{{Quote(CompanyName)}}}""")}}},
        "owner":{"owner":{{(OwnerId is null ? "null" : $$"""{"id":{{Quote(OwnerId)}},"name":{{Quote(OwnerName)}}}""")}}},
        "closeDate":{"closeDate":{{(CloseDate is null ? "null" : $$"""{"target":{{Quote(CloseDate)}}}""")}}},
        "clientTeam":{"clientTeam":[{{string.Join(',', Team.Select(person => person.ToJson()))}}]}{{string.Concat(Extra.Select(extra => $",{Quote(extra.Key)}:{extra.Value}"))}}}
        """;

    internal static string Quote(string? text) => text is null ? "null" : JsonText.Quote(text);
}
