using System;
using System.Globalization;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>Single records that are left out, while the others go on.</summary>
internal static class RecordErrors
{
    internal static Failure Malformed(MalformedItem item) => new(
        "Spott.MalformedItem",
        ErrorCategory.InvalidData,
        item,
        new Explanation(
            $"An item of the answer has no id or is not an object, and was left out ({item})",
            "its JSON is in the error's TargetObject.Json"),
        static sentence => new FormatException(sentence));

    internal static Failure NoRow(PSObject record) => Stranger(
        record,
        "is neither an opportunity, a contact, a change nor a stay in a stage, and has no row",
        "Get-SpottOpportunity, Get-SpottChange or Get-SpottStageHistory");

    internal static Failure NoOpportunity(PSObject record) =>
        Stranger(record, "is not an opportunity and was left out of the report", "Get-SpottOpportunity");

    internal static Failure ContactsCutOff(PSObject opportunity)
    {
        string id = Convert.ToString(opportunity.Properties["Id"]?.Value, CultureInfo.InvariantCulture) ?? string.Empty;
        return ArgumentErrors.Invalid(
            "InputObject",
            $"The contacts of opportunity {ConsoleText.Harmless(id)} were cut off when it was serialized",
            "serialize it where this module is imported, or with a larger -Depth");
    }

    // Neither the object nor its text: it may be anything.
    private static Failure Stranger(PSObject record, string problem, string source) => ArgumentErrors.Invalid(
        "InputObject",
        $"A {ConsoleText.Harmless(record.TypeNames.Count > 0 ? record.TypeNames[0] : "null")} {problem}",
        $"give what {source} gives, before Select-Object and the like");
}
