using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Get-SpottStageHistory</c>: how long each opportunity was in which stage, by opportunity, oldest first. Needs no connection.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SpottStageHistory")]
[OutputType(typeof(StageStay))]
public sealed class GetSpottStageHistoryCommand : MirrorCommand
{
    /// <summary>Only the stays of opportunities with one of these ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = Array.Empty<string>();

    /// <summary>Only the stays that last.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <summary>Reads.</summary>
    private protected override void Read(string path, MirrorReader mirror)
    {
        MirrorInfo info = mirror.Describe();
        DateTime now = DateTime.Now;
        if (info.FirstFullAt is not { } begin)
        {
            this.Fail(MirrorErrors.BeforeFirstFull(path, now, null));
            return;
        }

        ChangeQuery changes = ChangeQuery.OfStays();
        changes.Ids = Id;
        StageHistory history = new(begin, info.Present(now), mirror.ReadStages(asOfRun: null));
        IEnumerable<StageStay> stays = history.Of(
            mirror.ReadOpportunities(new MirrorQuery { Ids = Id, IncludeDeleted = true }), mirror.ReadChanges(changes));
        foreach (StageStay stay in Current ? stays.Where(stay => stay.IsCurrent) : stays)
            WriteObject(stay);
    }
}
