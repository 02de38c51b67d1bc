using System.Collections.Generic;
using System.Linq;

namespace Spott.Fakes;

/// <summary>A contact of a <see cref="MirrorItem"/>, with few properties that change.</summary>
public sealed class MirrorPerson
{
    /// <summary>Null for someone without an id.</summary>
    public string? Id { get; set; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; set; }

    /// <summary>The only address; null for none.</summary>
    public string? Email { get; set; }

    /// <summary>The contact's own.</summary>
    public string? CompanyName { get; set; }

    /// <summary>JSON of what the module has no property for.</summary>
    public SortedDictionary<string, string> Extra { get; } = new(System.StringComparer.Ordinal);

    internal MirrorPerson Copy()
    {
        MirrorPerson copy = new() { Id = Id, FirstName = FirstName, Email = Email, CompanyName = CompanyName };
        foreach ((string name, string json) in Extra)
            copy.Extra.Add(name, json);
        return copy;
    }

    internal string ToJson() => $$"""
        {"id":{{MirrorItem.Quote(Id)}},"firstName":{{MirrorItem.Quote(FirstName)}},"companyName":{{MirrorItem.Quote(CompanyName)}},"emails":[{{(
            Email is null ? null : $$"""{"purpose":"work","email":{{MirrorItem.Quote(Email)}},"isPrimary":true}""")}}]{{string.Concat(Extra.Select(extra => $",{MirrorItem.Quote(extra.Key)}:{extra.Value}"))}}}
        """;

    /// <summary>What is said of the person, as text, property by property.</summary>
    internal Dictionary<string, string> Say()
    {
        Dictionary<string, string> said = new()
        {
            ["FirstName"] = FirstName ?? string.Empty, ["CompanyName"] = CompanyName ?? string.Empty, ["Emails"] = Email is null
                ? string.Empty
                : Email + " (work, primary)",
        };
        foreach ((string name, string json) in Extra)
            said["AdditionalProperties." + name] = json;
        return said;
    }
}
