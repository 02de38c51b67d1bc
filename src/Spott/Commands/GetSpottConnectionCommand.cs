using System.Management.Automation;
using Spott.Connections;

namespace Spott.Commands;

/// <summary><c>Get-SpottConnection</c>: the runspace's current connection; nothing when there is none.</summary>
[Cmdlet(VerbsCommon.Get, "SpottConnection", HelpUri = OnlineHelp.Pages + "Get-SpottConnection.md")]
[OutputType(typeof(SpottConnection))]
public sealed class GetSpottConnectionCommand : SpottCommand
{
    /// <summary>Gives the connection.</summary>
    protected override void EndProcessing()
    {
        if (CurrentConnection.Get(SessionState) is { } connection)
            WriteObject(connection);
    }
}
