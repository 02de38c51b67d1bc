using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>What can be wrong with a checkpoint. In no case was it changed.</summary>
internal static class CheckpointErrors
{
    private const string Id = "Spott.Checkpoint";

    internal static Failure Of(string path, CheckpointException failed) => failed.Problem switch
    {
        CheckpointProblem.Busy => new Failure(
            "Spott.CheckpointBusy",
            ErrorCategory.ResourceBusy,
            path,
            new Explanation(
                $"Another run is using the checkpoint '{path}'", "wait until it has ended, or give each run its own checkpoint"),
            sentence => new IOException(sentence, failed)),
        CheckpointProblem.Inaccessible => new Failure(
            Id,
            ErrorCategory.WriteError,
            path,
            FileProblem.Explain(CannotBeUsed(path), path, failed.Message),
            sentence => new IOException(sentence, failed)),
        CheckpointProblem.NewerFormat => Unusable(
            path,
            $"was written by a newer version of the module ({failed.Message})",
            "update the module, or give another -CheckpointPath",
            ErrorCategory.InvalidData,
            failed),
        _ => Unusable(
            path,
            $"cannot be read ({failed.Message})",
            "restore it from a backup, or move it away: then the next run delivers everything again",
            ErrorCategory.InvalidData,
            failed),
    };

    /// <returns>Null where there can be such a file.</returns>
    internal static Failure? Misplaced(string path) => FileProblem.OfPlace(CannotBeUsed(path), path) is not { } problem
        ? null
        : new Failure(Id, ErrorCategory.WriteError, path, problem, static sentence => new IOException(sentence));

    internal static Failure Nowhere(string given, string problem, Exception? inner) => new(
        Id,
        ErrorCategory.InvalidArgument,
        given,
        new Explanation($"'{given}' cannot be a checkpoint: {problem.TrimEnd('.')}", "give the path of a file"),
        sentence => new ArgumentException(sentence, inner));

    internal static Failure OfOtherAddress(string path, string its, Uri asked) => Unusable(
        path,
        $"is for {ConsoleText.Harmless(its)}, but this run is connected to {asked}",
        "connect to the checkpoint's address, or give another -CheckpointPath",
        ErrorCategory.InvalidArgument);

    internal static Failure OfOtherCompanies(string path, IReadOnlyCollection<string> its, IReadOnlyCollection<string> asked) => Unusable(
        path,
        $"is for {Companies(its, asked)}, but this run asks for {Companies(asked, its)}",
        "give the same -CompanyId as before, or another -CheckpointPath: then the run delivers everything",
        ErrorCategory.InvalidArgument);

    internal static Failure OfOtherKey(string path) => Unusable(
        path,
        "was made with another API key",
        "if the new key is for the same account, add -AcceptNewKey once; if it is for another account, give another -CheckpointPath",
        ErrorCategory.InvalidArgument);

    internal static Failure NothingPending(string path) => Unusable(
        path,
        "has nothing to save",
        "first run Get-SpottOpportunity -CheckpointPath with this file to its end; each run can be saved once",
        ErrorCategory.ObjectNotFound);

    internal static Failure PendingOfOtherRun(string path) => Unusable(
        path,
        "has something to save, but it is from another run than the last one of this session",
        "save it in the session of that run, or run Get-SpottOpportunity again",
        ErrorCategory.InvalidOperation);

    private static string CannotBeUsed(string path) => $"The checkpoint '{path}' cannot be used";

    private static Failure Unusable(string path, string what, string remedy, ErrorCategory category, Exception? inner = null) => new(
        Id,
        category,
        path,
        new Explanation($"The checkpoint '{path}' {what}", remedy + ". It was left as it is"),
        sentence => new InvalidOperationException(sentence, inner));

    /// <summary>One side of a difference: how many, and a few of those that the other side does not have.</summary>
    private static string Companies(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> others)
    {
        if (ids.Count == 0)
            return "every company";
        string[] own = others.Count == 0
            ? Array.Empty<string>()
            : ids.Except(others, StringComparer.Ordinal).Take(4).Select(ConsoleText.Harmless).ToArray();
        string some = own.Length == 0 ? string.Empty : $" ({string.Join(", ", own.Take(3))}{(own.Length > 3 ? ", …" : null)} among them)";
        return CountText.Of(ids.Count, "company", "companies") + some;
    }
}
