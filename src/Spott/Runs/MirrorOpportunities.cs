using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>Writes opportunities out of a mirror.</summary>
internal sealed class MirrorOpportunities
{
    /// <summary>What lies longer after the mirror's last run than this is worth a word.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromHours(36);

    private readonly PSCmdlet _command;

    internal MirrorOpportunities(PSCmdlet command) => _command = command;

    /// <summary>Empty for every company.</summary>
    internal IReadOnlyCollection<string> CompanyIds { get; set; } = Array.Empty<string>();

    /// <summary>Null for the present.</summary>
    internal DateTimeOffset? AsOf { get; set; }

    /// <summary>Null for all.</summary>
    internal long? First { get; set; }

    internal bool IncludeDeleted { get; set; }

    internal void Write(string path, MirrorReader mirror)
    {
        MirrorQuery query = new() { CompanyIds = CompanyIds, IncludeDeleted = IncludeDeleted,
            AsOfRun = AsOf is { } moment ? RunAt(path, mirror, moment) : null };
        if (AsOf is null && mirror.FindRun(DateTimeOffset.MaxValue) is null)
            _command.WriteWarning(MirrorWarnings.NoFullRun(path));
        if (mirror.FindUnknown(CompanyIds, ofOpportunities: false) is { Count: > 0 } unknown)
            _command.WriteWarning(
                RunWarnings.NothingOfCompanies(unknown, CompanyIds.Count, Array.Empty<KeyValuePair<string, string?>>()));
        IEnumerable<MirroredOpportunity> found = mirror.ReadOpportunities(query);
        foreach (MirroredOpportunity item in First is { } first ? found.Take((int)first) : found)
            _command.WriteObject(IncludeDeleted ? WithDeletion(item) : item.Value);
    }

    private static PSObject WithDeletion(MirroredOpportunity item)
    {
        PSObject wrapped = new(item.Value);
        wrapped.Properties.Add(new PSNoteProperty("DeletedAt", item.DeletedAt));
        return wrapped;
    }

    private long RunAt(string path, MirrorReader mirror, DateTimeOffset moment)
    {
        if (mirror.FindRun(moment) is not { } run)
        {
            _command.Fail(MirrorErrors.BeforeFirstFull(path, moment, mirror.Describe().FirstFullAt));
            return 0;
        }

        DateTime end = run.CompletedAt;
        if (moment.LocalDateTime - end > Far)
            _command.WriteWarning(MirrorWarnings.FarFromRun(path, moment, end));

        return run.Number;
    }
}
