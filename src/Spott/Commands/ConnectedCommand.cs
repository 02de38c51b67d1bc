using System.Management.Automation;
using Spott.Connections;
using Spott.Errors;
using Spott.Parameters;

namespace Spott.Commands;

/// <summary>A cmdlet that needs a connection.</summary>
public abstract class ConnectedCommand : SpottCommand
{
    private protected ConnectedCommand()
    {
    }

    /// <summary>The connection to use instead of the runspace's current one, from <c>Connect-Spott -PassThru</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public SpottConnection? Connection { get; set; }

    /// <summary>The given connection, else the current one, else a new one from the environment.</summary>
    private protected SpottConnection ResolveConnection()
    {
        if ((Connection ?? CurrentConnection.Get(SessionState)) is { } connection)
            return connection;

        // After a failed Connect-Spott the environment's key may well be another account's.
        if (CurrentConnection.LastFailure(SessionState) is not null)
            this.Fail(ConnectionErrors.NotConnected(ConnectionFaults.LastConnectFailed));

        ApiKey? key = ApiKeySource.FromEnvironment(this);
        if (key is null)
            this.Fail(ConnectionErrors.NotConnected());

        connection = new SpottConnection(new ConnectionSettings(BaseAddress.Resolve(this, given: null, key), key));
        WriteVerbose($"Connected to {connection.BaseUri} with the key from {key.Source}.");
        CurrentConnection.Set(SessionState, connection);
        return connection;
    }
}
