using System;
using System.Collections.Generic;

namespace Spott.Mirror.Fields;

/// <summary>What an opportunity's row holds itself; stage, company, owner and team are references.</summary>
internal static class OpportunityFields
{
    internal const string AdditionalProperties = nameof(Opportunity.AdditionalProperties);

    internal static readonly IReadOnlyList<Field<Opportunity>> All = new Field<Opportunity>[]
    {
        new(nameof(Opportunity.Name), FieldKind.Text, static item => item.Name, static (item, value) => item.Name = (string?)value),
        new(nameof(Opportunity.Description), FieldKind.Text, static item => item.Description, static (item, value) => item.Description = (string?)value),
        new(nameof(Opportunity.CloseDate), FieldKind.Moment, static item => item.CloseDate, static (item, value) => item.CloseDate = (DateTime?)value),
        new(nameof(Opportunity.CreatedAt), FieldKind.Moment, static item => item.CreatedAt, static (item, value) => item.CreatedAt = (DateTime?)value),
        new(nameof(Opportunity.NextTaskId), FieldKind.Text, static item => item.NextTaskId, static (item, value) => item.NextTaskId = (string?)value),
        new(nameof(Opportunity.NextTaskContent), FieldKind.Text, static item => item.NextTaskContent, static (item, value) => item.NextTaskContent = (string?)value),
        new(nameof(Opportunity.NextTaskDueDate), FieldKind.Moment, static item => item.NextTaskDueDate, static (item, value) => item.NextTaskDueDate = (DateTime?)value),
        new(
            AdditionalProperties,
            FieldKind.Json,
            static item => item.AdditionalProperties.Count == 0 ? null : item.AdditionalProperties,
            static (item, value) => StoredJson.CopyInto(item.AdditionalProperties, (JsonDictionary?)value)),
    };

    /// <summary>Those that may be long and seldom change: past versions share them.</summary>
    internal static readonly IReadOnlyList<string> Long = new[] { "description", "additional_properties" };
}
