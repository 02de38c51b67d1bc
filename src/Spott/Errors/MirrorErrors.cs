using System;
using System.IO;
using System.Linq;
using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Errors;

/// <summary>What can be wrong with a mirror. In no case was it changed.</summary>
internal static class MirrorErrors
{
    private const string Id = "Spott.Mirror";

    internal static Failure Of(string path, MirrorException failed) => failed.Problem switch
    {
        MirrorProblem.Busy => new Failure(
            "Spott.MirrorBusy",
            ErrorCategory.ResourceBusy,
            path,
            new Explanation($"The mirror '{path}' is in use: {failed.Message}", "wait until that has ended, and run the command again"),
            sentence => new IOException(sentence, failed)),
        MirrorProblem.Foreign => Unusable(
            "Spott.MirrorForeign",
            path,
            $"is not a mirror: {failed.Message}",
            "give another file; if there is no file, a new mirror is made",
            ErrorCategory.InvalidData,
            failed),
        MirrorProblem.Newer => Unusable(
            "Spott.MirrorNewer", path, $"was written by a newer version of the module: {failed.Message}", "update the module",
            ErrorCategory.InvalidData, failed),
        MirrorProblem.NotFound => new Failure(
            "Spott.MirrorNotFound",
            ErrorCategory.ObjectNotFound,
            path,
            new Explanation($"There is no mirror '{path}': {failed.Message}", "make one with Sync-SpottMirror, or give the path of one"),
            sentence => new FileNotFoundException(sentence, failed)),
        MirrorProblem.Damaged => Damaged(path, failed.Message, failed),
        MirrorProblem.NetworkDrive => Unusable(
            "Spott.MirrorNetworkDrive",
            path,
            $"cannot be used there: {failed.Message}, where SQLite's log is not safe",
            "give a path on a drive of this machine, and copy the file where others need it",
            ErrorCategory.InvalidArgument,
            failed),
        MirrorProblem.DiskFull => new Failure(
            "Spott.MirrorDiskFull",
            ErrorCategory.WriteError,
            path,
            new Explanation(
                $"The disk of the mirror '{path}' is full: {failed.Message}",
                "make room and run the command again; the mirror is as it was before this run"),
            sentence => new IOException(sentence, failed)),
        MirrorProblem.Unavailable => new Failure(
            "Spott.MirrorNeedsPowerShell7",
            ErrorCategory.NotInstalled,
            path,
            new Explanation(
                $"A mirror needs PowerShell 7.4 or newer, and {failed.Message}", "run the command in pwsh, where the same module works"),
            sentence => new PlatformNotSupportedException(sentence, failed)),
        _ => new Failure(
            Id,
            ErrorCategory.OpenError,
            path,
            FileProblem.Explain(CannotBeUsed(path), path, failed.Message),
            sentence => new IOException(sentence, failed)),
    };

    /// <returns>Null where there can be such a file.</returns>
    internal static Failure? Misplaced(string path) => FileProblem.OfPlace(CannotBeUsed(path), path) is not { } problem
        ? null
        : new Failure(Id, ErrorCategory.OpenError, path, problem, static sentence => new IOException(sentence));

    /// <param name="path">The mirror.</param>
    /// <param name="faults">What is wrong, one or more.</param>
    internal static Failure Damaged(string path, IReadOnlyList<string> faults) =>
        Damaged(path, string.Join("; ", faults.Take(5)), inner: null);

    internal static Failure OfOtherAddress(string path, string its, Uri asked) => Unusable(
        Id,
        path,
        $"is for {ConsoleText.Harmless(its)}, but this run is connected to {asked}",
        "connect to the mirror's address, or give each address its own mirror",
        ErrorCategory.InvalidArgument);

    internal static Failure OfOtherKey(string path) => Unusable(
        Id,
        path,
        "was made with another API key",
        "if the new key is for the same account, add -AcceptNewKey once; give each account its own mirror",
        ErrorCategory.InvalidArgument);

    /// <summary>There is nothing to say of a moment before the mirror's memory begins.</summary>
    internal static Failure BeforeFirstFull(string path, DateTimeOffset moment, DateTime? firstFullAt) => new(
        "Spott.MirrorTooYoung",
        ErrorCategory.ObjectNotFound,
        path,
        new Explanation(
            $"The mirror '{path}' does not know how it was at {MomentText.Of(moment)}: "
                + (firstFullAt is { } first
                    ? $"its first complete full run ended at {MomentText.Of(first)}"
                    : "no full run of it was complete yet"),
            firstFullAt is null ? "run Sync-SpottMirror until a full run is complete" : "ask for a later time"),
        static sentence => new InvalidOperationException(sentence));

    /// <param name="path">The mirror.</param>
    /// <param name="id">Given by a person; it need not be safe to show.</param>
    /// <param name="what">What the mirror does not have with this id.</param>
    internal static Failure UnknownId(string path, string id, string what) => new(
        "Spott.MirrorIdNotFound",
        ErrorCategory.ObjectNotFound,
        id,
        new Explanation(
            $"The mirror '{path}' has {what} with the id '{ConsoleText.Harmless(id)}', now or before",
            "look for the id in Get-SpottOpportunity -MirrorPath ... -IncludeDeleted; upper and lower case count"),
        static sentence => new ArgumentException(sentence));

    internal static Failure NoContact(string path, string given) => new(
        "Spott.MirrorContactNotFound",
        ErrorCategory.ObjectNotFound,
        given,
        new Explanation(
            $"The mirror '{path}' has no contact '{ConsoleText.Harmless(given)}', now or before, so nothing was erased for it",
            "look for the person in (Get-SpottOpportunity -MirrorPath ... -IncludeDeleted).ClientTeam, and for somebody who left a team in "
            + "(Get-SpottChange ... -Property ClientTeam).OldValue"),
        static sentence => new ArgumentException(sentence));

    internal static Failure CopyExists(string destination, Exception? inner = null) => new(
        "Spott.MirrorExists",
        ErrorCategory.ResourceExists,
        destination,
        new Explanation($"There is a file '{destination}' already, and -NoClobber keeps it", "give another path, or leave -NoClobber out"),
        sentence => new IOException(sentence, inner));

    internal static Failure NotCopied(string path, string destination, MirrorException failed)
    {
        string what = $"The copy '{destination}' of the mirror '{path}' was not written";
        Explanation explanation = failed.Problem switch
        {
            MirrorProblem.Taken => new Explanation($"{what}: {failed.Message}", "give another path"),
            MirrorProblem.DiskFull => new Explanation(
                $"{what}: {failed.Message.TrimEnd('.')}", "make room, or give a path on another disk"),
            _ => FileProblem.Explain(what, destination, failed.Message),
        };
        return new Failure(Id, ErrorCategory.WriteError, destination, explanation, sentence => new IOException(sentence, failed));
    }

    internal static Failure NowhereToCopy(string given, string problem, Exception? inner) => new(
        Id,
        ErrorCategory.InvalidArgument,
        given,
        new Explanation($"'{given}' cannot be a mirror's copy: {problem.TrimEnd('.')}", "give the path of a file"),
        sentence => new ArgumentException(sentence, inner));

    /// <param name="given">What cannot be a path.</param>
    /// <param name="problem">Why.</param>
    /// <param name="inner">What PowerShell says.</param>
    internal static Failure Nowhere(string given, string problem, Exception? inner) => new(
        Id,
        ErrorCategory.InvalidArgument,
        given,
        new Explanation($"'{given}' cannot be a mirror: {problem.TrimEnd('.')}", "give the path of a file"),
        sentence => new ArgumentException(sentence, inner));

    private static string CannotBeUsed(string path) => $"The mirror '{path}' cannot be used";

    private static Failure Damaged(string path, string what, Exception? inner) => Unusable(
        "Spott.MirrorDamaged",
        path,
        $"is damaged: {what}",
        "restore it from a backup, or move it away: then the next run makes a new one",
        ErrorCategory.InvalidData,
        inner);

    private static Failure Unusable(string id, string path, string what, string remedy, ErrorCategory category, Exception? inner = null) =>
        new(
        id,
        category,
        path,
        new Explanation($"The mirror '{path}' {what}", remedy + ". It was left as it is"),
        sentence => new InvalidOperationException(sentence, inner));
}
