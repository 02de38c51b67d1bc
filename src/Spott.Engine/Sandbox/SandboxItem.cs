using System;
using System.Globalization;
using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>Writes one opportunity in the shape of the API's published page.</summary>
internal static class SandboxItem
{
    /// <param name="writer">Takes the JSON.</param>
    /// <param name="data">What it is made from.</param>
    /// <param name="one">Which one.</param>
    /// <param name="others">Writes members that the list does not have; null for none.</param>
    public static void Write(
        Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one, Action<Utf8JsonWriter, int>? others = null)
    {
        int index = one.Index;
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id("opp", index + 1));
        if (Begin(writer, "name", "opportunityName", index, Gap.None))
        {
            writer.WriteString("name"u8, SandboxTexts.Name(index, one.Deal));
            writer.WriteEndObject();
        }
        if (Begin(writer, "description", "opportunityDescription", index, one.DescriptionGap))
        {
            writer.WriteString("description"u8, SandboxTexts.Description(one.Description));
            writer.WriteEndObject();
        }
        WriteStage(writer, data, one);
        WriteCompany(writer, data, one);
        WriteOwner(writer, data, one);
        WriteCloseDate(writer, data, one);
        if (Begin(writer, "createdAt", "opportunityCreatedAt", index, Gap.None))
        {
            writer.WriteString("createdAt"u8, UtcText.Of(data.CreatedAt(one)));
            writer.WriteEndObject();
        }
        if (Begin(writer, "clientTeam", "opportunityClientTeam", index, one.TeamGap))
        {
            SandboxContact.WriteTeam(writer, data, one);
            writer.WriteEndObject();
        }
        WriteNextTask(writer, data, one);
        others?.Invoke(writer, index);
        writer.WriteEndObject();
    }

    public static string Id(string kind, int number) => kind + "-" + number.ToString("D6", CultureInfo.InvariantCulture);

    /// <returns>The opportunity of an id; null when there is none.</returns>
    public static SandboxOpportunity? Find(SandboxData data, string id)
    {
        int dash = id.IndexOf('-');
        bool isNumber = int.TryParse(id.Substring(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number > 0 && Id("opp", number) == id ? data.At(number - 1) : null;
    }

    private static void WriteStage(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        if (!Begin(writer, "stage", "opportunityStage", one.Index, Gap.None))
            return;
        SandboxStage stage = SandboxNames.Stages[one.Stage];
        writer.WriteStartObject("stage"u8);
        writer.WriteString("id"u8, stage.Id);
        writer.WriteString("name"u8, data.Directory.StageName(one.Stage));
        writer.WriteNumber("order"u8, stage.Order);
        writer.WriteBoolean("isOpen"u8, stage.IsOpen);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCompany(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        if (!Begin(writer, "company", "opportunityCompany", one.Index, SandboxGaps.Company(one.Index)))
            return;
        writer.WriteStartObject("company"u8);
        writer.WriteString("id"u8, SandboxNames.Companies[one.Company].Id);
        writer.WriteString("name"u8, data.Directory.CompanyName(one.Company));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteOwner(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        if (!Begin(writer, "owner", "opportunityOwner", one.Index, one.OwnerGap))
            return;
        int owner = one.Owner;
        writer.WriteStartObject("owner"u8);
        writer.WriteString("id"u8, SandboxUser.Id(owner));
        writer.WriteString("name"u8, data.Directory.OwnerName(owner));
        SandboxUser.WriteAvatarUrl(writer, owner);
        if (SandboxDirectory.HasLeft(owner, data.Today))
            writer.WriteString("deactivatedAt"u8, UtcText.Of(data.LeftAt(owner)));
        else if (owner % 2 == 0)
            writer.WriteNull("deactivatedAt"u8);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCloseDate(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        if (!Begin(writer, "closeDate", "opportunityCloseDate", one.Index, one.CloseDateGap))
            return;
        writer.WriteStartObject("closeDate"u8);
        writer.WriteString("target"u8, one.HasCloseDay ? UtcText.Of(data.NoonOf(one.CloseDay)) : null);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNextTask(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        Gap gap = one.HasTask ? Gap.None : SandboxGaps.NextTask(one.Index);
        if (!Begin(writer, "nextTaskDue", "opportunityNextTaskDue", one.Index, gap))
            return;
        string later = one.TaskNumber == 0 ? "" : "-" + one.TaskNumber.ToString(CultureInfo.InvariantCulture);
        writer.WriteStartObject("nextTaskDue"u8);
        writer.WriteString("id"u8, Id("tsk", one.Index + 1) + later);
        writer.WriteString("content"u8, SandboxTexts.Task(one.Task));
        writer.WriteString("dueDate"u8, UtcText.Of(data.TaskDueAt(one)));
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
