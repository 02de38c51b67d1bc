using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>The fields that the invented agency added to its opportunities; only an opportunity asked for by its id has them.</summary>
internal static class SandboxAttributes
{
    private static readonly string[] Fees = ["20 % of the yearly salary", "Fixed fee", "Retainer", "25 %, rebate 3 months"];
    private static readonly string[] Sources = ["Referral", "Job fair", "Website", "Former candidate"];

    public static void Write(Utf8JsonWriter writer, int index)
    {
        writer.WriteStartArray("customAttributes"u8);
        Write(writer, "attr-1", "Fee model", SandboxDice.Pick(index, Die.FeeModel, Fees));
        // An attribute that nobody filled in is not there.
        if (SandboxDice.Roll(index, Die.HasSource, 3) > 0)
            Write(writer, "attr-2", "Source", SandboxDice.Pick(index, Die.Source, Sources));
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string id, string label, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("attributeDefinitionId"u8, id);
        writer.WriteString("label"u8, label);
        writer.WriteStartObject("value"u8);
        writer.WriteString("viewType"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
