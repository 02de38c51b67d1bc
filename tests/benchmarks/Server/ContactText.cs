using System.Text.Json;

namespace Spott.Bench.Server;

/// <summary>Writes one contact of an item: every field of the published page, some of them null, one or two addresses.</summary>
internal static class ContactText
{
    public static void Write(Utf8JsonWriter json, Random random, int index, string itemMark, string companyMark)
    {
        (string first, string last) = (Words.Pick(random, Words.FirstNames), Words.Pick(random, Words.LastNames));
        json.WriteStartObject();
        json.WriteString("id", $"{index:D8}-9e1c-4c07-bb52-{itemMark}");
        json.WriteString("firstName", first);
        json.WriteString("lastName", last);
        json.WriteNull("middleName");
        if (random.Next(4) == 0)
            json.WriteString("secondLastName", Words.Pick(random, Words.LastNames));
        else
            json.WriteNull("secondLastName");
        json.WriteNull("avatarUrl");
        json.WriteString("candidateId", $"{index:D8}-04d7-4a4e-86c1-{itemMark}");
        json.WriteString("companyId", "c3a9b7f2-8d41-4e6b-b0f5-" + companyMark);
        json.WriteString("companyName", $"Nordwind Logistik {companyMark} GmbH");
        json.WriteNull("companyLogoUrl");
        json.WriteString("jobTitle", Words.Pick(random, Words.Jobs));
        json.WriteString("department", Words.Pick(random, Words.Departments));
        json.WriteStartArray("emails");
        for (int i = 0; i <= random.Next(2); i++)
        {
            json.WriteStartObject();
            json.WriteString("purpose", i == 0 ? "work" : "personal");
            json.WriteString("email", $"contact.{index}.{i}.{itemMark}@example.com");
            json.WriteBoolean("isPrimary", i == 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("phoneNumbers");
        if (random.Next(3) > 0)
        {
            json.WriteStartObject();
            json.WriteString("purpose", "work");
            json.WriteString("phoneNumber", $"+49 30 {random.Next(1_000_000, 9_999_999)}");
            json.WriteBoolean("isPrimary", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
