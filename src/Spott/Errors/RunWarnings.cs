using System;

namespace Spott.Errors;

/// <summary>What a run warns of and goes on.</summary>
internal static class RunWarnings
{
    internal static string SinceInFuture(DateTimeOffset since) =>
        $"-ModifiedSince is in the future ({MomentText.Of(since)}): there may be nothing to get.";

    /// <param name="field">The JSON path; it need not be safe to show.</param>
    internal static string UnexpectedType(string field) =>
        $"The field '{ConsoleText.Harmless(field)}' has an unexpected type in some items: its column is empty there, "
        + "and its value is in AdditionalProperties.";
}
