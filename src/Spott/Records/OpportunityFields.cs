using System.Collections.Generic;
using Field = Spott.Records.Field<Spott.Opportunity>;

namespace Spott.Records;

/// <summary>The fields of an opportunity in the order of its properties, each once.</summary>
internal static class OpportunityFields
{
    internal static readonly IReadOnlyList<Field> All = new[]
    {
        Field.Text("id", nameof(Opportunity.Id)),
        Field.Text("name.name", nameof(Opportunity.Name)),
        Field.Text("description.description", nameof(Opportunity.Description)),
        Field.CommonText("stage.stage.id", nameof(Opportunity.StageId)),
        Field.CommonText("stage.stage.name", nameof(Opportunity.StageName)),
        Field.Number("stage.stage.order", nameof(Opportunity.StageOrder)),
        Field.Flag("stage.stage.isOpen", nameof(Opportunity.StageIsOpen)),
        Field.CommonText("company.company.id", nameof(Opportunity.CompanyId)),
        Field.CommonText("company.company.name", nameof(Opportunity.CompanyName)),
        Field.CommonText("owner.owner.id", nameof(Opportunity.OwnerId)),
        Field.CommonText("owner.owner.name", nameof(Opportunity.OwnerName)),
        Field.CommonText("owner.owner.avatarUrl", nameof(Opportunity.OwnerAvatarUrl)),
        Field.Moment("owner.owner.deactivatedAt", nameof(Opportunity.OwnerDeactivatedAt), nameof(Opportunity.OwnerDeactivatedAtUtc)),
        Field.Moment("closeDate.closeDate.target", nameof(Opportunity.CloseDate), nameof(Opportunity.CloseDateUtc)),
        Field.Moment("createdAt.createdAt", nameof(Opportunity.CreatedAt), nameof(Opportunity.CreatedAtUtc)),
        Field.Text("nextTaskDue.nextTaskDue.id", nameof(Opportunity.NextTaskId)),
        Field.Text("nextTaskDue.nextTaskDue.content", nameof(Opportunity.NextTaskContent)),
        Field.Moment("nextTaskDue.nextTaskDue.dueDate", nameof(Opportunity.NextTaskDueDate), nameof(Opportunity.NextTaskDueDateUtc)),
        Field.List<Contact>("clientTeam.clientTeam", nameof(Opportunity.ClientTeam), FieldKind.Contacts),
        Field.Others(nameof(Opportunity.AdditionalProperties)),
    };

    /// <summary>What the API's <c>viewType</c> puts before the name of each wrapper, whose name it repeats otherwise.</summary>
    internal const string ViewTypePrefix = "opportunity";
}
