using System.Collections.Generic;
using System.Management.Automation;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Commands;

/// <summary><c>Get-SpottMirror</c>: what a mirror holds, and the runs that filled it. Needs no connection.</summary>
[Cmdlet(VerbsCommon.Get, "SpottMirror", HelpUri = OnlineHelp.Pages + "Get-SpottMirror.md")]
[OutputType(typeof(MirrorInfo))]
public sealed class GetSpottMirrorCommand : MirrorCommand
{
    /// <summary>Check the file and the mirror's own rules.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Reads.</summary>
    private protected override void Read(string path, MirrorReader mirror)
    {
        if (Verify && mirror.Verify() is { Count: > 0 } faults)
            this.Fail(MirrorErrors.Damaged(path, faults));
        WriteObject(mirror.Describe());
    }
}
