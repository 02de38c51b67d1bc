using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Spott.Parameters;

/// <summary>Offers the properties that a change can be of.</summary>
internal sealed class ChangedPropertyCompleter : IArgumentCompleter
{
    private static readonly string[] OfSubjects = { "Name", "Order", "IsOpen", "AvatarUrl", "DeactivatedAt" };

    /// <summary>Those that begin with the word.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        typeof(Opportunity).GetProperties().Concat(typeof(Contact).GetProperties()).Where(
            property => property.SetMethod is not null || property.Name == "AdditionalProperties")
            .Select(property => property.Name).Concat(OfSubjects).Distinct(StringComparer.Ordinal)
            .Where(name => name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, name));
}
