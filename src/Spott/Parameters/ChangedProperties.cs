using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// The properties that a change can be of: those of an opportunity, and of the contacts, stages, companies and owners that it names.
/// </summary>
internal static class ChangedProperties
{
    private const string PathsBegin = nameof(Opportunity.AdditionalProperties) + ".";

    /// <summary>Their names, sorted, each once.</summary>
    internal static readonly IReadOnlyList<string> Names = OpportunityFields.All.Select(field => field.Property)
        .Concat(ContactFields.All.Where(field => field.Path is not null || field.Kind == FieldKind.Json).Select(field => field.Property))
        .Where(name => name != nameof(Opportunity.Id))
        .Concat(new[] { "Stage", "Company", "Owner" }.SelectMany(OfSubject))
        .Distinct(StringComparer.Ordinal)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>Without regard to case; a path of the additional properties is one too, whatever the path.</summary>
    internal static bool Have(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(PathsBegin, StringComparison.OrdinalIgnoreCase);

    // What an opportunity says of a stage as StageName is the stage's Name.
    private static IEnumerable<string> OfSubject(string subject) => OpportunityFields.All
        .Select(field => field.Property)
        .Where(name => name.StartsWith(subject, StringComparison.Ordinal) && name != subject + nameof(Opportunity.Id))
        .Select(name => name.Substring(subject.Length));
}
