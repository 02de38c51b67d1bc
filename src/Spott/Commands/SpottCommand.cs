using System;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Commands;

/// <summary>What every cmdlet of the module does alike: stop at once, speak for the engine, and fail in a way that no script overlooks.</summary>
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

    /// <summary>Waits for the engine and meanwhile writes what it has to say.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped; never to be caught.</exception>
    internal T WaitFor<T>(Task<T> task, RunMessages messages, Action<WaitNotice?>? whileWaiting = null)
    {
        // Its exception counts as seen on every way out, also when writing a message ends the command.
        _ = task.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                messages.Wake();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        using CancellationTokenRegistration wake = StopToken.Register(messages.Wake);
        while (true)
        {
            // A transport of the user's own may not heed the token: the stop does not wait for it.
            if (Stopping || StopToken.IsCancellationRequested)
                throw new PipelineStoppedException();

            bool completed = task.IsCompleted;
            Say(messages);
            if (completed)
                return task.GetAwaiter().GetResult();
            whileWaiting?.Invoke(messages.CurrentWait);
            messages.WaitForSignal(whileWaiting is null ? Timeout.Infinite : 200);
        }
    }

    /// <summary>Ends the command with an error that stands whatever the caller's preferences are.</summary>
    [DoesNotReturn]
    internal void Fail(ErrorRecord record)
    {
        // With Stop bound, a ThrowTerminatingError ends the statement only: the script would go on and exit with 0.
        if (Bound("ErrorAction") == ActionPreference.Stop)
        {
            WriteError(record);
        }
        else if (IsSilent(InScope("ErrorActionPreference")))
        {
            // The shell would swallow the error, and the caller would take what came so far for everything.
            // Where warnings are hidden too, or would end the command in place of the error, it goes to the host itself.
            if ((Bound("WarningAction") ?? InScope("WarningPreference")) == ActionPreference.Continue)
                WriteWarning(record.Exception.Message);
            else
                Host?.UI?.WriteWarningLine(record.Exception.Message);
        }

        ThrowTerminatingError(record);
        throw record.Exception;
    }

    private static bool IsSilent(ActionPreference? preference) => preference is ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    private ActionPreference? Bound(string parameter) =>
        MyInvocation.BoundParameters.TryGetValue(parameter, out object? value) ? Preference(value) : null;

    private ActionPreference? InScope(string variable) => Preference(GetVariableValue(variable));

    private static ActionPreference? Preference(object? value) =>
        LanguagePrimitives.TryConvertTo(value, out ActionPreference preference) ? preference : null;

    private void Say(RunMessages messages)
    {
        while (messages.TryTake(out RunMessage? message))
        {
            switch (message.Kind)
            {
                case RunMessageKind.Warning: WriteWarning(message.Text); break;
                case RunMessageKind.Verbose: WriteVerbose(message.Text); break;
                default: WriteDebug(message.Text); break;
            }
        }
    }
}
