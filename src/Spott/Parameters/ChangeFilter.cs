using System.Collections.Generic;
using System.Linq;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>Finds what no change can be: an empty answer would look as if nothing had changed.</summary>
internal static class ChangeFilter
{
    /// <param name="subjects">Empty for all, as the others.</param>
    /// <param name="kinds">What happened.</param>
    /// <param name="properties">Names that there are.</param>
    /// <returns>Null when something may fit.</returns>
    internal static Failure? Problem(
        IReadOnlyCollection<ChangeSubject> subjects, IReadOnlyCollection<ChangeKind> kinds, IReadOnlyCollection<string> properties)
    {
        if (properties.Count > 0 && kinds.Count > 0 && !kinds.Contains(ChangeKind.Changed))
            return ArgumentErrors.PropertyOfWhole(kinds);
        if (subjects.Count == 0)
            return null;
        foreach (string property in properties)
        {
            ChangeSubject[] owners = ChangedProperties.SubjectsOf(property).ToArray();
            if (!owners.Intersect(subjects).Any())
                return ArgumentErrors.PropertyOfOthers(property, subjects, owners, ChangedProperties.Of(subjects));
        }

        bool isEndOnly = kinds.Count > 0 && kinds.All(kind => kind is ChangeKind.Deleted or ChangeKind.Restored);
        return isEndOnly && !subjects.Contains(ChangeSubject.Opportunity) ? ArgumentErrors.OnlyOpportunitiesEnd() : null;
    }
}
