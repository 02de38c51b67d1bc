using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Get-SpottStageHistory</c>: how long each opportunity was in each stage, by opportunity, oldest first. Needs no connection.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SpottStageHistory", HelpUri = OnlineHelp.Pages + "Get-SpottStageHistory.md")]
[OutputType(typeof(StageStay))]
public sealed class GetSpottStageHistoryCommand : MirrorCommand
{
    /// <summary>
    /// Only the stays of opportunities with one of these ids; each that the mirror does not know is an error, and the others go on.
    /// </summary>
    [Parameter]
    [NotEmpty]
    public string[] Id { get; set; } = Array.Empty<string>();

    /// <summary>Only the stays that have not ended.</summary>
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

        foreach (string unknown in mirror.FindUnknown(Id, ofOpportunities: true))
            WriteError(MirrorErrors.UnknownId(path, unknown, "no opportunity").ToRecord());
        ChangeQuery changes = ChangeQuery.OfStays();
        changes.Ids = Id;
        StageHistory history = new(begin, info.Present(now), mirror.ReadStages(asOfRun: null));
        IEnumerable<StageStay> stays = history.Of(
            mirror.ReadOpportunities(new MirrorQuery { Ids = Id, IncludeDeleted = true }), mirror.ReadChanges(changes));
        WriteEach(Current ? stays.Where(stay => stay.IsCurrent) : stays);
    }
}
