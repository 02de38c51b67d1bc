using System.Collections.Generic;
using System.Linq;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>What an opportunity's row holds itself; stage, company, owner and team are references.</summary>
internal static class OwnFields
{
    internal const string AdditionalProperties = nameof(Opportunity.AdditionalProperties);

    internal static readonly IReadOnlyList<MirroredField<Opportunity>> All = OpportunityFields.All
        .Where(field => field.Property != nameof(Opportunity.Id) && field.Kind != FieldKind.Contacts && !Subjects.HaveField(field.Property))
        .Select(field => new MirroredField<Opportunity>(field))
        .ToArray();

    /// <summary>Those that may be long and seldom change: past versions share them.</summary>
    internal static readonly IReadOnlyList<string> Long = new[] { "description", "additional_properties" };
}
