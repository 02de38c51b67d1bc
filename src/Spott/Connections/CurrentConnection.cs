using System.Linq;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Connections;

/// <summary>
/// The runspace's current connection. It is kept in a global variable because that is what belongs to one runspace and what
/// <c>ForEach-Object -Parallel</c> clears before it uses a runspace again; a table of our own would carry one account's connection into the
/// next iteration.
/// </summary>
internal static class CurrentConnection
{
    private const string Variable = "global:Spott.CurrentConnection";

    internal static SpottConnection? Get(SessionState session) => Value(session) as SpottConnection;

    /// <summary>For a completer, which has no session state of its own; a script run in the same runspace has.</summary>
    internal static SpottConnection? OfThisRunspace()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript("${" + Variable + "}");
        return shell.Invoke().Select(ShellValue.Unwrap).OfType<SpottConnection>().FirstOrDefault();
    }

    /// <summary>The last <c>Connect-Spott</c> when it failed; null when it did not, or when there was none.</summary>
    internal static FailedConnect? LastFailure(SessionState session) => Value(session) as FailedConnect;

    internal static void Set(SessionState session, SpottConnection connection) => session.PSVariable.Set(Variable, connection);

    internal static void Forget(SessionState session) => session.PSVariable.Remove(Variable);

    /// <summary>
    /// Before a connect is tried: if it fails, this is what stays. A later command must not connect itself to another account instead.
    /// </summary>
    internal static void MarkFailed(SessionState session, FailedConnect failed) => session.PSVariable.Set(Variable, failed);

    private static object? Value(SessionState session) => ShellValue.Unwrap(session.PSVariable.GetValue(Variable));
}
