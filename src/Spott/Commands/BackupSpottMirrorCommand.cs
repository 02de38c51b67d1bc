using System.IO;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary><c>Backup-SpottMirror</c>: makes a whole copy of a mirror while others read and write it. Needs no connection.</summary>
[Cmdlet(VerbsData.Backup, "SpottMirror", SupportsShouldProcess = true, HelpUri = OnlineHelp.Pages + "Backup-SpottMirror.md")]
[OutputType(typeof(FileInfo))]
public sealed class BackupSpottMirrorCommand : SpottCommand
{
    /// <summary>The mirror's file, which <c>Sync-SpottMirror</c> made. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that Sync-SpottMirror made.")]
    [Alias("MirrorPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The copy's file; its folder must exist. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "The file of the copy.")]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Fail if the file exists, and do not replace it.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Give the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Copies.</summary>
    protected override void EndProcessing()
    {
        string path = FilePath.Resolve(this, Path, MirrorErrors.Nowhere);
        string destination = FilePath.Resolve(this, Destination, MirrorErrors.NowhereToCopy);
        MirrorPort mirrors = MirrorReading.Mirrors(this, path);
        if (NoClobber && File.Exists(destination))
            this.Fail(MirrorErrors.CopyExists(destination));
        try
        {
            // Before anybody is asked or told what would be done.
            mirrors.CheckBackup(path, destination);
            if (!ShouldProcess(destination, $"Copy the mirror '{path}'"))
                return;
            mirrors.Backup(path, destination, NoClobber);
        }
        catch (MirrorException exists) when (NoClobber && exists.Problem == MirrorProblem.Inaccessible && File.Exists(destination))
        {
            this.Fail(MirrorErrors.CopyExists(destination, exists));
        }
        catch (MirrorException failed)
        {
            this.Fail(
                failed.Problem is MirrorProblem.Inaccessible or MirrorProblem.Taken or MirrorProblem.DiskFull
                    ? MirrorErrors.NotCopied(path, destination, failed)
                    : MirrorErrors.Of(path, failed));
        }

        if (PassThru)
            WriteObject(FilePath.Item(this, destination));
    }
}
