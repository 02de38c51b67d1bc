using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>How a cmdlet waits for the engine: on the pipeline's thread, the only one that may write to PowerShell's streams.</summary>
internal static class EngineWait
{
    /// <summary>Waits, and meanwhile writes what the engine has to say.</summary>
    /// <param name="command">Whose streams are written to.</param>
    /// <param name="task">What is waited for.</param>
    /// <param name="messages">What the engine says.</param>
    /// <param name="stop">The command's stop.</param>
    /// <param name="whileWaiting">Called at least five times a second, with the engine's own wait if there is one.</param>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped; never to be caught.</exception>
    internal static T WaitFor<T>(
        this Cmdlet command, Task<T> task, RunMessages messages, CancellationToken stop, Action<WaitNotice?>? whileWaiting = null)
    {
        // Its exception counts as seen on every way out, also when writing a message ends the command.
        task.ObserveFault();
        _ = task.ContinueWith(
            _ => messages.Wake(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        using CancellationTokenRegistration wake = stop.Register(messages.Wake);
        while (true)
        {
            // A transport of the user's own may not heed the token: the stop does not wait for it.
            if (command.Stopping || stop.IsCancellationRequested)
                throw new PipelineStoppedException();

            bool completed = task.IsCompleted;
            Write(command, messages);
            if (completed)
                return task.GetAwaiter().GetResult();
            whileWaiting?.Invoke(messages.CurrentWait);
            messages.WaitForSignal(whileWaiting is null ? Timeout.Infinite : 200);
        }
    }

    private static void Write(Cmdlet command, RunMessages messages)
    {
        while (messages.TryTake(out RunMessage? message))
        {
            switch (message.Kind)
            {
                case RunMessageKind.Warning: command.WriteWarning(message.Text); break;
                default: command.WriteVerbose(message.Text); break;
            }
        }
    }
}
