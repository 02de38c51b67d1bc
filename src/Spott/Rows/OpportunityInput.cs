using System.Management.Automation;
using Spott.Records;

namespace Spott.Rows;

/// <summary>
/// An opportunity out of a pipeline: live, or back from <c>Export-Clixml</c>, a job or a remote session, in which case it has all
/// but the contacts and the additional properties.
/// </summary>
internal static class OpportunityInput
{
    private const string Deserialized = "Deserialized.Spott.Opportunity";

    internal static bool TryGet(PSObject record, out Opportunity opportunity)
    {
        opportunity = (record.BaseObject as Opportunity)!;
        if (opportunity is not null)
            return true;
        if (!record.TypeNames.Contains(Deserialized) || FieldValue.Raw(record, nameof(Opportunity.Id)) is not string { Length: > 0 } id)
            return false;
        opportunity = Read(record, id);
        return true;
    }

    /// <summary>Whether a mirror gave it as one that is deleted.</summary>
    internal static bool IsDeleted(PSObject record) => FieldValue.Raw(record, "DeletedAt") is not null;

    private static Opportunity Read(PSObject record, string id)
    {
        Opportunity opportunity = new(id);
        foreach (Field<Opportunity> field in OpportunityFields.All)
        {
            if (field.Path is not null && FieldValue.Of(field, record) is { } value)
                field.Set(opportunity, value);
        }

        return opportunity;
    }
}
