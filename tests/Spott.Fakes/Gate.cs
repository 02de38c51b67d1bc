using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>Holds answers back until a test opens it: the order of events is then the test's choice, not the scheduler's.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets go everything that is held, for good.</summary>
    public void Open() => _opened.TrySetResult();

    internal Task WaitAsync(CancellationToken cancellationToken) => _opened.Task.WaitAsync(cancellationToken);
}
