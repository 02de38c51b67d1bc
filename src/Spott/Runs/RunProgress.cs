using System;
using System.Management.Automation;
using System.Threading;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// The progress bar of a run: from its second second on, at most five updates a second. A wait before the first page is shown at once:
/// there is nothing yet by which a person sees that something goes on.
/// </summary>
internal sealed class RunProgress
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Cmdlet _command;
    private readonly SpottApi _api;
    private readonly RunState _run;
    private readonly string _activity;
    private readonly TimeSpan _started;
    private TimeSpan? _shown;

    internal RunProgress(Cmdlet command, SpottApi api, RunState run, string activity)
    {
        _activity = activity;
        _command = command;
        _api = api;
        _run = run;
        _started = api.Uptime;
    }

    /// <summary>A wait that shows the progress meanwhile.</summary>
    internal PageWait Waiting(CancellationToken stop) => (page, messages) =>
    {
        Show(null);
        return _command.WaitFor(page, messages, stop, Show);
    };

    /// <param name="wait">What is being waited for, if anything is.</param>
    internal void Show(WaitNotice? wait)
    {
        TimeSpan now = _api.Uptime;
        bool isEarly = now - _started < Silence && (wait is null || _run.Pages > 0);
        if (isEarly || now - _shown < Interval)
            return;

        _shown = now;
        string status = _run.Pages == 0
            ? "no answer yet"
            : CountText.InCulture(_run.ItemsWritten, "item", "items") + ", " + CountText.InCulture(_run.Pages, "page", "pages");
        // There is no total count, but a wait has an end.
        double left = wait is null ? -1 : Math.Max(0, Math.Ceiling((wait.Until - _api.UtcNow).TotalSeconds));
        // A new record each time: who collects them, as jobs do, would else see the last one only.
        _command.WriteProgress(new ProgressRecord(0, _activity, status) { CurrentOperation = wait?.Text, SecondsRemaining = (int)left });
    }

    internal void End()
    {
        if (_shown is null)
            return;
        _command.WriteProgress(new ProgressRecord(0, _activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
