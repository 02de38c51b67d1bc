using System;
using System.Management.Automation;
using System.Threading;

namespace Spott.Commands;

/// <summary>
/// What every cmdlet of the module does alike: stop at once, speak for the engine, and fail in a way that no script overlooks.
/// </summary>
public abstract class SpottCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private protected SpottCommand()
    {
    }

    /// <summary>Cancelled by Ctrl+C, by <c>Stop()</c>, and when the cmdlet has ended for whatever reason.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Ends whatever is under way.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels the network's work; PowerShell calls it from another thread.</summary>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Cancels what is left; PowerShell disposes a cmdlet after the commands behind it have ended.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        // Not disposed: a request that is just ending may still look at the token, and a source without a timer holds nothing.
        _stop.Cancel();
    }
}
