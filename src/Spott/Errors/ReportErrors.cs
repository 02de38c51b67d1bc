using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>What can be wrong with a report. In no case is there half a file.</summary>
internal static class ReportErrors
{
    private const string Id = "Spott.Report";

    internal static Failure Nowhere(string given, string problem, Exception? inner) => new(
        Id,
        ErrorCategory.InvalidArgument,
        given,
        new Explanation($"'{given}' cannot be a report: {problem.TrimEnd('.')}", "give the path of a file"),
        sentence => new ArgumentException(sentence, inner));

    internal static Failure Exists(string path, Exception? inner = null) => new(
        "Spott.ReportExists",
        ErrorCategory.ResourceExists,
        path,
        new Explanation($"There is a file '{path}' already, and -NoClobber keeps it", "give another path, or leave -NoClobber out"),
        sentence => new IOException(sentence, inner));

    /// <summary>An empty report would take the place of a good one, and look like an empty account.</summary>
    internal static Failure NothingOfIt(string path, int refused)
    {
        string none = refused == 1
            ? "the one object that was given is not an opportunity"
            : $"none of the {refused.ToString(CultureInfo.InvariantCulture)} objects that were given is an opportunity";
        return new Failure(
            Id,
            ErrorCategory.InvalidData,
            path,
            new Explanation(
                $"The report '{path}' was not written: {none}", "give what Get-SpottOpportunity gives, before Select-Object and the like"),
            sentence => new ArgumentException(sentence));
    }

    internal static Failure NotWritten(string path, Exception failed) => new(
        Id,
        ErrorCategory.WriteError,
        path,
        FileProblem.Explain(WasNotWritten(path), path, failed.Message),
        sentence => new IOException(sentence, failed));

    /// <returns>Null where there can be such a file.</returns>
    internal static Failure? Misplaced(string path) => FileProblem.OfPlace(WasNotWritten(path), path) is not { } problem
        ? null
        : new Failure(Id, ErrorCategory.WriteError, path, problem, static sentence => new IOException(sentence));

    private static string WasNotWritten(string path) => $"The report '{path}' was not written";
}
