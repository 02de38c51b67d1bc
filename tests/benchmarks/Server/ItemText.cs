using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spott.Bench.Server;

/// <summary>Writes one item in the shape of the published page: wrappers, nulls, 0 to 3 contacts, 2.2 to 2.9 KB, 2.4 on average.</summary>
internal sealed class ItemText(Random random)
{
    private const string ItemMark = "#item-number";
    private const string CompanyMark = "#comp-number";

    public static ReadOnlySpan<byte> ItemNumber => "#item-number"u8;

    public static ReadOnlySpan<byte> CompanyNumber => "#comp-number"u8;

    public byte[] Create()
    {
        int contacts = random.Next(10) switch { 0 => 0, < 4 => 1, < 8 => 2, _ => 3 };
        int seed = random.Next();
        int empty = Serialize(new Random(seed), contacts, "").Length;
        string description = Words.Text(random, Math.Max(40, random.Next(2_200, 2_560) - empty));
        return Serialize(new Random(seed), contacts, description);
    }

    private static byte[] Serialize(Random random, int contacts, string description)
    {
        ArrayBufferWriter<byte> buffer = new(4_096);
        // As JSON.stringify writes: no escapes beyond the necessary ones.
        using Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        (int stage, int owner) = (random.Next(Words.Stages.Length), random.Next(12));
        json.WriteStartObject();
        json.WriteString("id", "0b4c7d1e-52a7-4f8e-9c3d-" + ItemMark);
        Wrap(
            json, "name", "opportunityName", () => json.WriteString(
                "name", Words.Pick(random, Words.Jobs) + ", " + Words.Pick(random, Words.Cities)));
        Wrap(json, "description", "opportunityDescription", () => json.WriteString("description", description));
        Wrap(
            json, "stage", "opportunityStage", () => Object(
                json, "stage", ("id", $"6f0e2c9a-1b7d-4f55-8a10-{stage:D12}"), ("name", Words.Stages[stage]), ("order", stage),
                ("isOpen", stage < 5)));
        Wrap(
            json, "company", "opportunityCompany", () => Object(
                json, "company", ("id", "c3a9b7f2-8d41-4e6b-b0f5-" + CompanyMark), ("name", $"Nordwind Logistik {CompanyMark} GmbH")));
        Wrap(
            json, "owner", "opportunityOwner", () => Object(
                json, "owner", ("id", $"a1d84b33-70c2-4be9-97a6-{owner:D12}"),
                ("name", Words.FirstNames[owner] + " " + Words.LastNames[owner]),
            ("avatarUrl", $"https://cdn.example.com/avatars/{owner:D12}.png"),
            ("deactivatedAt", owner == 11 ? "2024-03-01T09:00:00.000Z" : null)));
        Wrap(
            json, "closeDate", "opportunityCloseDate", () => Object(
                json, "closeDate", ("target", random.Next(10) == 0 ? null : Words.Date(random))));
        Wrap(json, "createdAt", "opportunityCreatedAt", () => json.WriteString("createdAt", Words.Date(random)));
        Wrap(json, "clientTeam", "opportunityClientTeam", () =>
        {
            json.WriteStartArray("clientTeam");
            for (int i = 0; i < contacts; i++)
                ContactText.Write(json, random, i, ItemMark, CompanyMark);
            json.WriteEndArray();
        });
        Wrap(json, "nextTaskDue", "opportunityNextTaskDue", () =>
        {
            if (random.Next(5) == 0)
                json.WriteNull("nextTaskDue");
            else
                Object(
                    json, "nextTaskDue", ("id", "e7c05a64-3f19-4d2a-a8bb-" + ItemMark), ("content", Words.Text(random, 40)),
                    ("dueDate", Words.Date(random)));
        });
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Wrap(Utf8JsonWriter json, string name, string viewType, Action content)
    {
        json.WriteStartObject(name);
        json.WriteString("viewType", viewType);
        content();
        json.WriteEndObject();
    }

    public static void Object(Utf8JsonWriter json, string name, params (string Name, object? Value)[] fields)
    {
        json.WriteStartObject(name);
        foreach ((string field, object? value) in fields)
        {
            json.WritePropertyName(field);
            JsonSerializer.Serialize(json, value);
        }

        json.WriteEndObject();
    }
}
