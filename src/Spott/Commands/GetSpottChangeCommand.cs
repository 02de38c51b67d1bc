using System;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;

namespace Spott.Commands;

/// <summary>
/// <c>Get-SpottChange</c>: what the runs of <c>Sync-SpottMirror</c> found to be different, oldest first. Needs no connection.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SpottChange", HelpUri = OnlineHelp.Pages + "Get-SpottChange.md")]
[OutputType(typeof(Change))]
public sealed class GetSpottChangeCommand : MirrorCommand
{
    /// <summary>Only what was observed at or after this moment; a date without a time is its day's begin, local time.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset Since { get; set; }

    /// <summary>Only what was observed at or before this moment; a date without a time is its day's end, local time.</summary>
    [Parameter]
    [Moment(IsDayEnd = true)]
    public DateTimeOffset Until { get; set; }

    /// <summary>Only what later runs than this one found.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long AfterRun { get; set; }

    /// <summary>Only changes of these.</summary>
    [Parameter]
    [Choice(typeof(ChangeSubject))]
    public ChangeSubject[] Subject { get; set; } = Array.Empty<ChangeSubject>();

    /// <summary>Only changes of these kinds.</summary>
    [Parameter]
    [Choice(typeof(ChangeKind))]
    public ChangeKind[] Kind { get; set; } = Array.Empty<ChangeKind>();

    /// <summary>Only changes of these properties; <c>AdditionalProperties</c> stands for all of its paths.</summary>
    [Parameter]
    [NotEmpty]
    [ChangedProperty]
    [ArgumentCompleter(typeof(ChangedPropertyCompleter))]
    public string[] Property { get; set; } = Array.Empty<string>();

    /// <summary>Only changes of what has one of these ids; each that the mirror does not know is an error, and the others go on.</summary>
    [Parameter]
    [NotEmpty]
    public string[] Id { get; set; } = Array.Empty<string>();

    /// <summary>Reads.</summary>
    private protected override void Read(string path, MirrorReader mirror)
    {
        if (IsBound(nameof(Since)) && IsBound(nameof(Until)) && Since > Until)
            this.Fail(ArgumentErrors.SinceAfterUntil());
        if (ChangeFilter.Problem(Subject, Kind, Property) is { } problem)
            this.Fail(problem);
        foreach (string unknown in mirror.FindUnknownPaths(Property.Where(ChangedProperties.IsPath).ToArray()))
            WriteWarning(MirrorWarnings.UnknownPath(path, unknown));
        foreach (string unknown in mirror.FindUnknown(Id, ofOpportunities: false))
            WriteError(MirrorErrors.UnknownId(path, unknown, "nothing").ToRecord());
        ChangeQuery query = new()
        {
            Since = IsBound(nameof(Since)) ? Since : null,
            Until = IsBound(nameof(Until)) ? Until : null,
            AfterRun = IsBound(nameof(AfterRun)) ? AfterRun : null,
            Subjects = Subject,
            Kinds = Kind,
            Properties = Property,
            Ids = Id,
        };
        WriteEach(mirror.ReadChanges(query));
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
