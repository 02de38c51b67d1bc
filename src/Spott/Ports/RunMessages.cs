using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace Spott.Ports;

internal enum RunMessageKind
{
    Verbose,
    Warning,
}

/// <summary>
/// What the engine has to say while a page is under way. Written by the engine's threads; read by the pipeline's thread, the only one that
/// may write to PowerShell's streams.
/// </summary>
internal sealed class RunMessages
{
    private readonly ConcurrentQueue<RunMessage> _queue = new();
    private readonly object _signal = new();
    private bool _signalled;

    /// <summary>The wait that is going on, if there is one.</summary>
    internal WaitNotice? CurrentWait { get; private set; }

    internal void Add(RunMessageKind kind, string text)
    {
        _queue.Enqueue(new RunMessage(kind, text));
        Wake();
    }

    internal void BeginWait(WaitNotice notice)
    {
        CurrentWait = notice;
        // From five seconds on a person wonders what is going on.
        RunMessageKind kind = notice.Duration >= TimeSpan.FromSeconds(5) ? RunMessageKind.Warning : RunMessageKind.Verbose;
        Add(kind, notice.Text);
    }

    internal void EndWait() => CurrentWait = null;

    internal bool TryTake([NotNullWhen(true)] out RunMessage? message) => _queue.TryDequeue(out message);

    internal void Wake()
    {
        lock (_signal)
        {
            _signalled = true;
            Monitor.Pulse(_signal);
        }
    }

    /// <summary>Waits for a message, a <see cref="Wake"/> or the time's end, whichever comes first.</summary>
    internal void WaitForSignal(int milliseconds)
    {
        lock (_signal)
        {
            if (!_signalled)
                Monitor.Wait(_signal, milliseconds);
            _signalled = false;
        }
    }
}

/// <summary>
/// One thing to say. A class, because .NET brings the queue's code for classes compiled, and for a structure it compiles it at every start.
/// </summary>
internal sealed class RunMessage
{
    internal RunMessage(RunMessageKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    internal RunMessageKind Kind { get; }

    internal string Text { get; }
}

/// <summary>A wait before the next request.</summary>
internal sealed class WaitNotice
{
    internal WaitNotice(string text, DateTimeOffset until, TimeSpan duration)
    {
        Text = text;
        Until = until;
        Duration = duration;
    }

    internal string Text { get; }

    /// <summary>On the connection's clock.</summary>
    internal DateTimeOffset Until { get; }

    internal TimeSpan Duration { get; }
}
