using System.Management.Automation;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>A cmdlet that reads a mirror.</summary>
public abstract class MirrorCommand : SpottCommand
{
    private protected MirrorCommand()
    {
    }

    /// <summary>The mirror's file, which <c>Sync-SpottMirror</c> made. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that Sync-SpottMirror made.")]
    [Alias("MirrorPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Opens the mirror and reads.</summary>
    protected override void EndProcessing() => MirrorReading.Run(this, Path, Read);

    /// <summary>Reads.</summary>
    private protected abstract void Read(string path, MirrorReader mirror);
}
