using System;
using System.Collections.Generic;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;
using Spott.Rows;

namespace Spott.Commands;

/// <summary>
/// <c>ConvertTo-SpottRow</c>: opportunities, contacts, changes and stays in a stage as flat rows of text, numbers and booleans, the same
/// whatever the culture and the zone, for files and tables that other programs read.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "SpottRow", HelpUri = OnlineHelp.Pages + "ConvertTo-SpottRow.md")]
[OutputType(typeof(OpportunityRow), typeof(ContactRow), typeof(ChangeRow), typeof(StageStayRow))]
public sealed class ConvertToSpottRowCommand : PSCmdlet
{
    /// <summary>
    /// Opportunities, contacts, changes or stays in a stage, live or back from <c>Export-Clixml</c>, a job or a remote session.
    /// </summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "What Get-SpottOpportunity, Get-SpottChange or Get-SpottStageHistory gives.")]
    public PSObject[] InputObject { get; set; } = Array.Empty<PSObject>();

    /// <summary>Give an opportunity's row once for each of its contacts, with the contact's columns prefixed <c>Contact</c>.</summary>
    [Parameter]
    public SwitchParameter ExpandClientTeam { get; set; }

    /// <summary>Put an apostrophe before a text that a spreadsheet would take for a formula.</summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Gives the rows of one input object.</summary>
    protected override void ProcessRecord()
    {
        foreach (PSObject record in InputObject)
        {
            if (Is(record, "Spott.Contact"))
                Write(ContactFields.All, record);
            else if (Is(record, "Spott.Change"))
                Write(ChangeCells.Of(record));
            else if (Is(record, "Spott.StageStay"))
                Write(StageStayCells.Of(record));
            else if (!Is(record, "Spott.Opportunity"))
                WriteError(RecordErrors.NoRow(record).ToRecord());
            else if (!ExpandClientTeam)
                Write(OpportunityFields.All, record);
            else if (RowCell.TryGetContacts(record, out IReadOnlyList<PSObject> contacts))
                WriteExpanded(record, contacts);
            else
                WriteError(RecordErrors.ContactsCutOff(record).ToRecord());
        }
    }

    private static bool Is(PSObject record, string type)
    {
        foreach (string name in record.TypeNames)
        {
            if (name == type || name == "Deserialized." + type)
                return true;
        }

        return false;
    }

    private void Write<TRecord>(IReadOnlyList<Field<TRecord>> fields, PSObject record)
        where TRecord : class
    {
        RowBuilder builder = new(EscapeFormula);
        builder.Add(fields, record);
        WriteObject(builder.Row);
    }

    private void Write(IEnumerable<(string Column, object? Cell)> cells)
    {
        RowBuilder builder = new(EscapeFormula);
        builder.Add(cells);
        WriteObject(builder.Row);
    }

    private void WriteExpanded(PSObject opportunity, IReadOnlyList<PSObject> contacts)
    {
        for (int index = 0; index < Math.Max(1, contacts.Count); index++)
        {
            RowBuilder builder = new(EscapeFormula);
            builder.Add(OpportunityFields.All, opportunity);
            builder.AddContact(index < contacts.Count ? contacts[index] : null);
            WriteObject(builder.Row);
        }
    }
}
