using System;
using System.IO;
using System.Management.Automation;

namespace Spott.Errors;

/// <content>What can be wrong with a report. In no case is there half a file.</content>
internal static partial class SpottErrors
{
    private const string ReportId = "Spott.Report";

    internal static ErrorRecord ReportNowhere(string given, string problem, Exception? inner) => new(
        new ArgumentException($"'{given}' cannot be a report: {problem.TrimEnd('.')}; give the path of a file.", inner),
        ReportId,
        ErrorCategory.InvalidArgument,
        given);

    internal static ErrorRecord ReportExists(string path, Exception? inner = null) => new(
        new IOException($"There is a file '{path}' already, and -NoClobber keeps it; give another path, or leave -NoClobber out.", inner),
        "Spott.ReportExists",
        ErrorCategory.ResourceExists,
        path);

    internal static ErrorRecord ReportNotWritten(string path, Exception failed) => new(
        new IOException($"The report '{path}' was not written: {failed.Message.TrimEnd('.')}; see that its folder exists and that you may create and replace files there.", failed),
        ReportId,
        ErrorCategory.WriteError,
        path);

    // Neither the object nor its text: it may be anything.
    internal static ErrorRecord NoOpportunity(PSObject record) => new(
        new ArgumentException($"A {ConsoleText.Harmless(record.TypeNames.Count > 0 ? record.TypeNames[0] : "null")} is no opportunity and was left out of the report; give what Get-SpottOpportunity gives, before Select-Object and the like."),
        "Spott.InvalidArgument",
        ErrorCategory.InvalidArgument,
        "InputObject");
}
