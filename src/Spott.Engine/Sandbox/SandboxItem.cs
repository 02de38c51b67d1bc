using System;
using System.Globalization;
using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>Writes one opportunity in the shape of the API's published page.</summary>
internal static class SandboxItem
{
    /// <param name="writer">Takes the JSON.</param>
    /// <param name="data">What it is made from.</param>
    /// <param name="index">Which one.</param>
    /// <param name="others">Writes members that the list does not have; null for none.</param>
    public static void Write(Utf8JsonWriter writer, SandboxData data, int index, Action<Utf8JsonWriter, int>? others = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id("opp", index + 1));
        if (Begin(writer, "name", "opportunityName", index, Gap.None))
        {
            writer.WriteString("name"u8, SandboxTexts.NameOf(index));
            writer.WriteEndObject();
        }
        if (Begin(writer, "description", "opportunityDescription", index, SandboxGaps.Description(index)))
        {
            writer.WriteString("description"u8, SandboxTexts.DescriptionOf(index));
            writer.WriteEndObject();
        }
        WriteStage(writer, index);
        WriteCompany(writer, index);
        WriteOwner(writer, data, index);
        WriteCloseDate(writer, data, index);
        if (Begin(writer, "createdAt", "opportunityCreatedAt", index, Gap.None))
        {
            writer.WriteString("createdAt"u8, UtcText.Of(data.CreatedAt(index)));
            writer.WriteEndObject();
        }
        if (Begin(writer, "clientTeam", "opportunityClientTeam", index, SandboxGaps.ClientTeam(index)))
        {
            SandboxContact.WriteTeam(writer, index);
            writer.WriteEndObject();
        }
        WriteNextTask(writer, data, index);
        others?.Invoke(writer, index);
        writer.WriteEndObject();
    }

    public static string Id(string kind, int number) => kind + "-" + number.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Finds an opportunity by its id.</summary>
    public static bool TryFind(SandboxData data, string id, out int index)
    {
        int dash = id.IndexOf('-');
        bool isNumber = int.TryParse(id.Substring(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        index = number - 1;
        return isNumber && index >= 0 && index < data.Size && Id("opp", number) == id;
    }

    private static void WriteStage(Utf8JsonWriter writer, int index)
    {
        if (!Begin(writer, "stage", "opportunityStage", index, Gap.None))
            return;
        SandboxStage stage = SandboxData.StageOf(index);
        writer.WriteStartObject("stage"u8);
        writer.WriteString("id"u8, stage.Id);
        writer.WriteString("name"u8, stage.Name);
        writer.WriteNumber("order"u8, stage.Order);
        writer.WriteBoolean("isOpen"u8, stage.IsOpen);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCompany(Utf8JsonWriter writer, int index)
    {
        if (!Begin(writer, "company", "opportunityCompany", index, SandboxGaps.Company(index)))
            return;
        SandboxCompany company = SandboxNames.Companies[SandboxData.CompanyOf(index)];
        writer.WriteStartObject("company"u8);
        writer.WriteString("id"u8, company.Id);
        writer.WriteString("name"u8, company.Name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOwner(Utf8JsonWriter writer, SandboxData data, int index)
    {
        if (!Begin(writer, "owner", "opportunityOwner", index, SandboxGaps.Owner(index)))
            return;
        int owner = SandboxDice.Roll(index, Die.Owner, SandboxNames.Owners.Length);
        writer.WriteStartObject("owner"u8);
        writer.WriteString("id"u8, SandboxUser.Id(owner));
        writer.WriteString("name"u8, SandboxNames.Owners[owner]);
        SandboxUser.WriteAvatarUrl(writer, owner);
        if (owner == SandboxNames.DeactivatedOwner)
            writer.WriteString("deactivatedAt"u8, UtcText.Of(data.Now.AddDays(-45)));
        else if (owner % 2 == 0)
            writer.WriteNull("deactivatedAt"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCloseDate(Utf8JsonWriter writer, SandboxData data, int index)
    {
        if (!Begin(writer, "closeDate", "opportunityCloseDate", index, SandboxGaps.CloseDate(index)))
            return;
        writer.WriteStartObject("closeDate"u8);
        writer.WriteString("target"u8, SandboxGaps.CloseDateTarget(index) ? null : UtcText.Of(data.CloseDateOf(index)));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNextTask(Utf8JsonWriter writer, SandboxData data, int index)
    {
        Gap gap = SandboxData.HasNextTask(index) ? Gap.None : SandboxGaps.NextTask(index);
        if (!Begin(writer, "nextTaskDue", "opportunityNextTaskDue", index, gap))
            return;
        writer.WriteStartObject("nextTaskDue"u8);
        writer.WriteString("id"u8, Id("tsk", index + 1));
        writer.WriteString("content"u8, SandboxTexts.TaskOf(index));
        writer.WriteString("dueDate"u8, UtcText.Of(data.NextTaskDueAt(index)));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <returns>True when the wrapper stands open for its value; false when the gap has been written and nothing is to follow.</returns>
    private static bool Begin(Utf8JsonWriter writer, string field, string viewType, int index, Gap gap)
    {
        if (gap == Gap.Absent)
            return false;
        if (gap == Gap.NullWrapper)
        {
            writer.WriteNull(field);
            return false;
        }
        writer.WriteStartObject(field);
        if (!SandboxGaps.ViewType(index))
            writer.WriteString("viewType"u8, viewType);
        if (gap == Gap.None)
            return true;
        writer.WriteNull(field);
        writer.WriteEndObject();
        return false;
    }
}
