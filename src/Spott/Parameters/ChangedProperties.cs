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

    private static readonly IReadOnlyDictionary<ChangeSubject, string[]> BySubject = new Dictionary<ChangeSubject, string[]>
    {
        [ChangeSubject.Opportunity] = OpportunityFields.All.Select(field => field.Property).Where(IsNotId).ToArray(),
        [ChangeSubject.Contact] = ContactFields.All
            .Where(field => field.Path is not null || field.Kind == FieldKind.Json)
            .Select(field => field.Property)
            .Where(IsNotId)
            .ToArray(),
        [ChangeSubject.Stage] = OfSubject(nameof(ChangeSubject.Stage)),
        [ChangeSubject.Company] = OfSubject(nameof(ChangeSubject.Company)),
        [ChangeSubject.Owner] = OfSubject(nameof(ChangeSubject.Owner)),
    };

    /// <summary>Their names, sorted, each once.</summary>
    internal static readonly IReadOnlyList<string> Names = BySubject.Values
        .SelectMany(names => names)
        .Distinct(StringComparer.Ordinal)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>What at least one of these subjects has, each once.</summary>
    internal static IReadOnlyList<string> Of(IEnumerable<ChangeSubject> subjects) =>
        subjects.SelectMany(subject => BySubject[subject]).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>Without regard to case; a path of the additional properties is one too, whatever the path.</summary>
    internal static bool Have(string name) => SubjectsOf(name).Any();

    /// <summary>Whose property it is.</summary>
    internal static IEnumerable<ChangeSubject> SubjectsOf(string name)
    {
        string own = IsPath(name) ? nameof(Opportunity.AdditionalProperties) : name;
        return BySubject.Where(its => its.Value.Contains(own, StringComparer.OrdinalIgnoreCase)).Select(its => its.Key);
    }

    /// <summary>Whether it is a path of the additional properties.</summary>
    internal static bool IsPath(string name) => name.StartsWith(PathsBegin, StringComparison.OrdinalIgnoreCase);

    private static bool IsNotId(string name) => name != nameof(Opportunity.Id);

    // What an opportunity says of a stage as StageName is the stage's Name.
    private static string[] OfSubject(string subject) => OpportunityFields.All
        .Select(field => field.Property)
        .Where(name => name.StartsWith(subject, StringComparison.Ordinal) && name != subject + nameof(Opportunity.Id))
        .Select(name => name.Substring(subject.Length))
        .ToArray();
}
