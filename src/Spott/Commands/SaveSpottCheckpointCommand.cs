using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Save-SpottCheckpoint</c>: moves a checkpoint on to where the last complete run ended, once its data is safe. Nothing else does. Needs
/// no connection.
/// </summary>
[Cmdlet(
    VerbsData.Save, "SpottCheckpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = OnlineHelp.Pages + "Save-SpottCheckpoint.md")]
[OutputType(typeof(void))]
public sealed class SaveSpottCheckpointCommand : SpottCommand
{
    /// <summary>
    /// The checkpoint, as it was given to <c>Get-SpottOpportunity -CheckpointPath</c>; wildcard characters have no special meaning.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that was given to Get-SpottOpportunity -CheckpointPath.")]
    [Alias("CheckpointPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Saves.</summary>
    protected override void EndProcessing()
    {
        string path = FilePath.Resolve(this, Path, CheckpointErrors.Nowhere);
        if (CheckpointErrors.Misplaced(path) is { } misplaced)
            this.Fail(misplaced);
        if (!ShouldProcess(path))
            return;
        try
        {
            string located = CheckpointPort.Engine.Locate(path);
            using CheckpointFile file = CheckpointPort.Engine.Open(located);
            if (file.ReadPending() is not { } pending)
                this.Fail(CheckpointErrors.NothingPending(path));
            else if (LastCheckpointRuns.Get(SessionState, located) is { } runId && runId != pending.RunId)
                this.Fail(CheckpointErrors.PendingOfOtherRun(path));
            else if (!file.Save(pending))
                WriteWarning(CheckpointWarnings.ProtectionNotKept(path));
        }
        catch (CheckpointException failed)
        {
            this.Fail(CheckpointErrors.Of(path, failed));
        }
    }
}
