using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Runs;

/// <summary>
/// Has PowerShell make ready, while the pipeline's thread has nothing but an answer to wait for, how it reads the properties of an
/// opportunity by their names. It compiles a getter for each when it first reads one, and a cmdlet like <c>Export-Csv</c> reads all of the
/// first opportunity before the second page is asked for.
/// </summary>
internal static class PropertyWarmUp
{
    // A server that answers sooner leaves no time: both processors are busy with what its answer needs.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static int _isDone;

    /// <summary>Once a process, and only if the answer takes its time.</summary>
    /// <param name="answer">What is waited for; how it ends is its caller's affair.</param>
    internal static void RunBefore(Task answer)
    {
        if (((IAsyncResult)answer).AsyncWaitHandle.WaitOne(Patience) || Interlocked.Exchange(ref _isDone, 1) != 0)
            return;
        foreach (PSPropertyInfo property in PSObject.AsPSObject(new Opportunity(string.Empty)).Properties)
            _ = property.Value;
    }
}
