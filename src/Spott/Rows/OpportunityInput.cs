using System;
using System.Globalization;
using System.Management.Automation;

namespace Spott.Rows;

/// <summary>
/// An opportunity out of a pipeline: live, or back from <c>Export-Clixml</c>, a job or a remote session, in which case it has what a row of the
/// default view has, and the dates.
/// </summary>
internal static class OpportunityInput
{
    private const string Deserialized = "Deserialized.Spott.Opportunity";

    internal static bool TryGet(PSObject record, out Opportunity opportunity)
    {
        opportunity = (record.BaseObject as Opportunity)!;
        if (opportunity is not null)
            return true;
        if (!record.TypeNames.Contains(Deserialized) || Text(record, nameof(Opportunity.Id)) is not { Length: > 0 } id)
            return false;
        opportunity = Read(record, id);
        return true;
    }

    /// <summary>Whether a mirror gave it as one that is deleted.</summary>
    internal static bool IsDeleted(PSObject record) => Value(record, "DeletedAt") is not null;

    private static Opportunity Read(PSObject record, string id) => new(id)
    {
        Name = Text(record, nameof(Opportunity.Name)),
        StageId = Text(record, nameof(Opportunity.StageId)),
        StageName = Text(record, nameof(Opportunity.StageName)),
        StageOrder = Value(record, nameof(Opportunity.StageOrder)) is IConvertible order ? order.ToDecimal(CultureInfo.InvariantCulture) : null,
        StageIsOpen = Value(record, nameof(Opportunity.StageIsOpen)) as bool?,
        CompanyId = Text(record, nameof(Opportunity.CompanyId)),
        CompanyName = Text(record, nameof(Opportunity.CompanyName)),
        OwnerId = Text(record, nameof(Opportunity.OwnerId)),
        OwnerName = Text(record, nameof(Opportunity.OwnerName)),
        OwnerDeactivatedAt = Date(record, nameof(Opportunity.OwnerDeactivatedAt)),
        CloseDate = Date(record, nameof(Opportunity.CloseDate)),
        CreatedAt = Date(record, nameof(Opportunity.CreatedAt)),
        NextTaskId = Text(record, nameof(Opportunity.NextTaskId)),
        NextTaskContent = Text(record, nameof(Opportunity.NextTaskContent)),
        NextTaskDueDate = Date(record, nameof(Opportunity.NextTaskDueDate)),
    };

    private static object? Value(PSObject record, string property) =>
        record.Properties[property]?.Value is { } value ? (value is PSObject wrapped ? wrapped.BaseObject : value) : null;

    private static string? Text(PSObject record, string property) => Value(record, property) as string;

    private static DateTime? Date(PSObject record, string property) => (Value(record, property) as DateTime?)?.ToLocalTime();
}
