using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Runs;

/// <summary>
/// Which run this session began or completed last on each checkpoint. A pending checkpoint of any other run, a run of yesterday or of
/// another process, says nothing about the data that this session has just stored, so <c>Save-SpottCheckpoint</c> does not take it. Kept
/// where the current connection is, for the same reasons.
/// </summary>
internal static class LastCheckpointRuns
{
    private const string Variable = "global:Spott.LastCheckpointRuns";

    private static readonly StringComparer Paths = Path.DirectorySeparatorChar == '\\'
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    internal static void Set(SessionState session, string path, string runId)
    {
        Dictionary<string, string> runs = All(session) ?? new Dictionary<string, string>(Paths);
        runs[path] = runId;
        session.PSVariable.Set(Variable, runs);
    }

    /// <returns>Null when this session began none on it.</returns>
    internal static string? Get(SessionState session, string path) =>
        All(session) is { } runs && runs.TryGetValue(path, out string? runId) ? runId : null;

    private static Dictionary<string, string>? All(SessionState session) =>
        ShellValue.Unwrap(session.PSVariable.GetValue(Variable)) as Dictionary<string, string>;
}
