using System.Management.Automation;

namespace Spott.Commands;

/// <summary>
/// <c>Save-SpottCheckpoint</c>: moves a checkpoint on to where the last complete run with <c>-DeferCheckpoint</c> ended, once its data is
/// safe. Needs no connection.
/// </summary>
[Cmdlet(VerbsData.Save, "SpottCheckpoint")]
[OutputType(typeof(void))]
public sealed class SaveSpottCheckpointCommand : SpottCommand
{
    /// <summary>The checkpoint, as it was given to <c>Get-SpottOpportunity -CheckpointPath</c>; wildcard characters stand for themselves.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that was given to Get-SpottOpportunity -CheckpointPath.")]
    [Alias("CheckpointPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Saves.</summary>
    protected override void EndProcessing()
    {
        string path = CheckpointPath.Resolve(this, Path);
        try
        {
            using CheckpointFile file = EngineLoader.Engine.OpenCheckpoint(path);
            if (file.ReadPending() is not { } pending)
                Fail(SpottErrors.NothingPending(path));
            else if (LastCheckpointRuns.Get(SessionState, path) is { } runId && runId != pending.RunId)
                Fail(SpottErrors.PendingOfOtherRun(path));
            file.CommitPending();
        }
        catch (CheckpointException failed)
        {
            Fail(SpottErrors.Checkpoint(path, failed));
        }
    }
}
