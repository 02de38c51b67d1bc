using System;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary>
/// <c>Remove-SpottMirrorContact</c>: erases people from a mirror and its past for good, and keeps later runs from bringing them back.
/// </summary>
[Cmdlet(
    VerbsCommon.Remove, "SpottMirrorContact", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    HelpUri = OnlineHelp.Pages + "Remove-SpottMirrorContact.md")]
public sealed class RemoveSpottMirrorContactCommand : SpottCommand
{
    /// <summary>The mirror's file, which <c>Sync-SpottMirror</c> made. Wildcard characters have no special meaning.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The file that Sync-SpottMirror made.")]
    [Alias("MirrorPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Ids of the people.</summary>
    [Parameter]
    [NotEmpty]
    public string[] ContactId { get; set; } = Array.Empty<string>();

    /// <summary>E-mail addresses of the people, whatever the case of their letters; one that somebody once had counts.</summary>
    [Parameter]
    [NotEmpty]
    public string[] Email { get; set; } = Array.Empty<string>();

    /// <summary>Erases.</summary>
    protected override void EndProcessing()
    {
        if (ContactId.Length + Email.Length == 0)
            this.Fail(ArgumentErrors.NobodyToErase());
        string path = FilePath.Resolve(this, Path, MirrorErrors.Nowhere);
        ContactQuery query = new() { Ids = ContactId, Emails = Email };
        ContactMatches found = new();
        MirrorReading.Run(this, Path, (_, mirror) => found = mirror.FindContacts(query));
        foreach (string unknown in found.Unknown)
            WriteError(MirrorErrors.NoContact(path, unknown).ToRecord());
        if (found.Keys.Count + found.Erased.Count == 0 || !IsWanted(path, found))
            return;
        try
        {
            ErasureOutcome outcome = MirrorPort.Mirrors.EraseContacts(path, query, found);
            WriteWarning(MirrorWarnings.Erased(path, found.Keys.Count, outcome.Places, outcome.Copies));
        }
        catch (MirrorException failed)
        {
            this.Fail(MirrorErrors.Of(path, failed));
        }
    }

    // Every match, each in a line of its own: whoever answers has to see that nobody else is among them.
    private bool IsWanted(string path, ContactMatches found)
    {
        if (found.Keys.Count == 0)
            return ShouldProcess(path, "Clean the mirror again of people who were erased before");
        string people = CountText.Of(found.Keys.Count, "person", "people");
        string names = string.Concat(found.Names.Select(name => Environment.NewLine + "  " + name));
        return ShouldProcess(
            $"Erase {people} for good from the mirror '{path}':{names}",
            $"{people} will be erased from the mirror '{path}', also from its past. This cannot be undone:{names}",
            "Erase for good?");
    }
}
