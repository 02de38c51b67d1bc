using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Spott.Parameters;
using Spott.Ports;

namespace Spott.Errors;

/// <content>What can be wrong with a checkpoint. In no case was it changed.</content>
internal static partial class SpottErrors
{
    private const string CheckpointId = "Spott.Checkpoint";

    internal static ErrorRecord Checkpoint(string path, CheckpointException failed) => failed.Problem switch
    {
        CheckpointProblem.Busy => new ErrorRecord(
            new IOException($"Another run is using the checkpoint '{path}'; wait until it has ended, or give each run a checkpoint of its own.", failed),
            "Spott.CheckpointBusy",
            ErrorCategory.ResourceBusy,
            path),
        CheckpointProblem.Inaccessible => new ErrorRecord(
            new IOException($"The checkpoint '{path}' cannot be used: {failed.Message.TrimEnd('.')}; see that its folder exists and that you may create and replace files there.", failed),
            CheckpointId,
            ErrorCategory.WriteError,
            path),
        CheckpointProblem.NewerFormat => Unusable(
            path, $"was written by a newer version of the module ({failed.Message}); update the module, or give another -CheckpointPath", ErrorCategory.InvalidData, failed),
        _ => Unusable(
            path, $"cannot be read ({failed.Message}); restore it from a backup, or move it away, and the next run delivers everything anew", ErrorCategory.InvalidData, failed),
    };

    internal static ErrorRecord CheckpointNowhere(string given, string problem, Exception? inner) => new(
        new ArgumentException($"'{given}' cannot be a checkpoint: {problem.TrimEnd('.')}; give the path of a file.", inner),
        CheckpointId,
        ErrorCategory.InvalidArgument,
        given);

    internal static ErrorRecord CheckpointOfOtherAddress(string path, string its, Uri asked) => Unusable(
        path, $"is of {ConsoleText.Harmless(its)}, and this run is connected to {asked}; connect to that address, or give another -CheckpointPath", ErrorCategory.InvalidArgument);

    internal static ErrorRecord CheckpointOfOtherCompanies(string path, IReadOnlyCollection<string> its, IReadOnlyCollection<string> asked) => Unusable(
        path,
        $"is of {Companies(its, asked)}, and this run asks for {Companies(asked, its)}; give the same -CompanyId as before, or another -CheckpointPath, which begins anew",
        ErrorCategory.InvalidArgument);

    internal static ErrorRecord CheckpointOfOtherKey(string path) => Unusable(
        path, "was made with another API key; add -AcceptNewKey once if this one replaced it, and give another -CheckpointPath if it is of another account", ErrorCategory.InvalidArgument);

    internal static ErrorRecord NothingPending(string path) => Unusable(
        path, "has nothing pending to save; it is there after a complete run of Get-SpottOpportunity -CheckpointPath with -DeferCheckpoint, once", ErrorCategory.ObjectNotFound);

    internal static ErrorRecord PendingOfOtherRun(string path) => Unusable(
        path, "has something pending, but of another run than the last one of this session; save it in the session of that run, or run again", ErrorCategory.InvalidOperation);

    private static ErrorRecord Unusable(string path, string sentence, ErrorCategory category, Exception? inner = null) => new(
        new InvalidOperationException($"The checkpoint '{path}' {sentence}. It was left as it is.", inner), CheckpointId, category, path);

    /// <summary>One side of a difference: how many, and a few of those that the other side does not have.</summary>
    private static string Companies(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> others)
    {
        if (ids.Count == 0)
            return "every company";
        string[] own = others.Count == 0 ? Array.Empty<string>() : ids.Except(others, StringComparer.Ordinal).Take(4).Select(ConsoleText.Harmless).ToArray();
        string some = own.Length == 0 ? string.Empty : $" ({string.Join(", ", own.Take(3))}{(own.Length > 3 ? ", …" : null)} among them)";
        return $"{ids.Count} {(ids.Count == 1 ? "company" : "companies")}{some}";
    }
}
