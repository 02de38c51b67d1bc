using System.Collections.Generic;
using System.Management.Automation;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>A cmdlet that reads a mirror.</summary>
public abstract class MirrorCommand : SpottCommand
{
    private const int Together = 64;

    private protected MirrorCommand()
    {
    }

    /// <summary>The mirror's file, which <c>Sync-SpottMirror</c> made. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that Sync-SpottMirror made.")]
    [Alias("MirrorPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Opens the mirror and reads.</summary>
    protected override void EndProcessing() => MirrorReading.Run(this, Path, Read);

    /// <summary>Reads.</summary>
    private protected abstract void Read(string path, MirrorReader mirror);

    /// <summary>
    /// Writes what is read, some at a time: whatever comes next in the pipeline is begun anew for each writing, which takes as long as
    /// reading a change.
    /// </summary>
    private protected void WriteEach<T>(IEnumerable<T> objects)
    {
        List<T> some = new(Together);
        using IEnumerator<T> each = objects.GetEnumerator();
        for (bool isMore = true; isMore;)
        {
            some.Clear();
            try
            {
                while (some.Count < Together && (isMore = each.MoveNext()))
                    some.Add(each.Current);
            }
            catch
            {
                // What could be read before is good.
                WriteObject(some, enumerateCollection: true);
                throw;
            }

            WriteObject(some, enumerateCollection: true);
        }
    }
}
