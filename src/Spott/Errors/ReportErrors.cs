using System;
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

    internal static Failure NotWritten(string path, Exception failed) => new(
        Id,
        ErrorCategory.WriteError,
        path,
        new Explanation(
            $"The report '{path}' was not written: {failed.Message.TrimEnd('.')}",
            "see that its folder exists and that you may create and replace files there"),
        sentence => new IOException(sentence, failed));
}
