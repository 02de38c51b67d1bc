using System.Management.Automation;
using Spott.Connections;

namespace Spott.Commands;

/// <summary><c>Disconnect-Spott</c>: closes a connection and forgets the key.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Spott", HelpUri = OnlineHelp.Pages + "Disconnect-Spott.md")]
public sealed class DisconnectSpottCommand : SpottCommand
{
    /// <summary>The connection to close; without it the current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public SpottConnection? Connection { get; set; }

    /// <summary>Disconnects; silently does nothing when there is no connection.</summary>
    protected override void EndProcessing()
    {
        SpottConnection? current = CurrentConnection.Get(SessionState);
        SpottConnection? closing = Connection ?? current;
        closing?.Close();
        if (ReferenceEquals(closing, current))
            CurrentConnection.Forget(SessionState);
    }
}
