using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Rows;

/// <summary>How a value becomes a cell.</summary>
internal enum RowColumnKind
{
    Text,
    Flag,
    Number,
    Moment,
    Contacts,
    Emails,
    PhoneNumbers,
    Json,
}

/// <summary>One column of a row: the property that it comes from, and what kind of cell it is.</summary>
internal sealed class RowColumn
{
    /// <summary>Of an opportunity, in the order of its properties.</summary>
    internal static readonly IReadOnlyList<RowColumn> OfOpportunity = new RowColumn[]
    {
        new("Id"), new("Name"), new("Description"),
        new("StageId"), new("StageName"), new("StageOrder", RowColumnKind.Number), new("StageIsOpen", RowColumnKind.Flag),
        new("CompanyId"), new("CompanyName"),
        new("OwnerId"), new("OwnerName"), new("OwnerAvatarUrl"), new("OwnerDeactivatedAt", RowColumnKind.Moment),
        new("CloseDate", RowColumnKind.Moment), new("CreatedAt", RowColumnKind.Moment),
        new("NextTaskId"), new("NextTaskContent"), new("NextTaskDueDate", RowColumnKind.Moment),
        new("ClientTeam", RowColumnKind.Contacts), new("AdditionalProperties", RowColumnKind.Json),
    };

    /// <summary>Of a contact, in the order of its properties.</summary>
    internal static readonly IReadOnlyList<RowColumn> OfContact = new RowColumn[]
    {
        new("OpportunityId"), new("OpportunityName"), new("Id"),
        new("FirstName"), new("MiddleName"), new("LastName"), new("SecondLastName"), new("FullName"),
        new("JobTitle"), new("Department"), new("CandidateId"),
        new("CompanyId"), new("CompanyName"), new("CompanyLogoUrl"), new("AvatarUrl"),
        new("Email"), new("Phone"), new("Emails", RowColumnKind.Emails), new("PhoneNumbers", RowColumnKind.PhoneNumbers),
        new("AdditionalProperties", RowColumnKind.Json),
    };

    private RowColumn(string property, RowColumnKind kind = RowColumnKind.Text)
    {
        Property = property;
        Kind = kind;
    }

    internal string Property { get; }

    internal RowColumnKind Kind { get; }

    /// <summary>True for what a contact only has to be joined back, and so tells nothing beside its opportunity.</summary>
    internal bool IsJoin => Property is "OpportunityId" or "OpportunityName";

    internal object? Read(PSObject record) => record.Properties[Property]?.Value;
}
