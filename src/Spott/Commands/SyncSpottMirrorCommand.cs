using System;
using System.Management.Automation;
using Spott.Connections;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary><c>Sync-SpottMirror</c>: brings a mirror up to date, a database file that remembers what the API forgets.</summary>
[Cmdlet(VerbsData.Sync, "SpottMirror", SupportsShouldProcess = true, HelpUri = OnlineHelp.Pages + "Sync-SpottMirror.md")]
[OutputType(typeof(MirrorRun))]
public sealed class SyncSpottMirrorCommand : ConnectedCommand
{
    private MirrorSync? _sync;

    /// <summary>The mirror's file. If there is none, it is made. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file of the mirror. If there is none, it is made.")]
    [Alias("MirrorPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Ask for every opportunity, also when the last full run is not old.</summary>
    [Parameter]
    public SwitchParameter Full { get; set; }

    /// <summary>How old the last full run may be before the next one is full again: zero or more, one day unless given.</summary>
    [Parameter]
    [Duration]
    public TimeSpan FullInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How much further back than the last run a delta asks, for changes that were just under way: zero or more, ten minutes unless given.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Accept a full run even if very many opportunities are missing. After a second such run they count as deleted.</summary>
    [Parameter]
    public SwitchParameter AllowMassDeletion { get; set; }

    /// <summary>Go on although the mirror was made with another API key, which this one replaced.</summary>
    [Parameter]
    public SwitchParameter AcceptNewKey { get; set; }

    /// <summary>Runs.</summary>
    protected override void EndProcessing()
    {
        string path = FilePath.Resolve(this, Path, MirrorErrors.Nowhere);
        MirrorPort mirrors = MirrorReading.Mirrors(this, path);
        if (MirrorErrors.Misplaced(path) is { } misplaced)
            this.Fail(misplaced);
        SpottConnection connection = ResolveConnection();
        if (!ShouldProcess(path, $"Update the mirror from {connection.BaseUri}"))
            return;
        _sync = new MirrorSync(this, mirrors, path, connection, StopToken)
        {
            IsFull = Full, FullInterval = FullInterval, Overlap = Overlap, AllowMassDeletion = AllowMassDeletion,
            AcceptsNewKey = AcceptNewKey,
        };
        WriteObject(_sync.Run());
    }

    /// <summary>Lets the mirror go.</summary>
    /// <param name="disposing">Always true.</param>
    protected override void Dispose(bool disposing)
    {
        _sync?.Dispose();
        base.Dispose(disposing);
    }
}
