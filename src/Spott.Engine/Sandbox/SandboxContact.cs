using System.Globalization;
using System.Text.Json;

namespace Spott.Engine.Sandbox;

/// <summary>
/// Writes the people on the client's side, who turn up in several opportunities of their company with the same id and details.
/// </summary>
internal static class SandboxContact
{
    public static void WriteTeam(Utf8JsonWriter writer, SandboxData data, SandboxOpportunity one)
    {
        writer.WriteStartArray("clientTeam"u8);
        for (int nth = 0; nth < one.ContactCount; nth++)
            Write(writer, data.Directory, one.Company, SandboxPerson.InTeam(one, nth));
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SandboxDirectory directory, int companyIndex, int person)
    {
        SandboxCompany company = SandboxNames.Companies[companyIndex];
        SandboxPerson today = directory.Person(person);
        (string firstName, string firstAscii) = SandboxDice.Pick(person, Die.FirstName, SandboxNames.FirstNames);
        (string lastName, string lastAscii) = SandboxDice.Pick(person, Die.LastName, SandboxNames.LastNames);
        (string jobTitle, string department) = SandboxNames.Jobs[today.Job];
        string number = (person + 1).ToString("D4", CultureInfo.InvariantCulture);
        bool terse = person % 7 == 3;
        writer.WriteStartObject();
        writer.WriteString("id"u8, "con-" + number);
        Text("firstName", person % 13 == 6 ? null : firstName);
        Text("lastName", lastName);
        Text("middleName", person % 5 == 2 ? SandboxDice.Pick(person, Die.MiddleName, SandboxNames.MiddleNames) : null);
        Text("secondLastName", person % 6 == 4 ? SandboxDice.Pick(person, Die.SecondLastName, SandboxNames.SecondLastNames) : null);
        Text("avatarUrl", person % 2 == 0 ? "https://example.com/avatars/con-" + number + ".png" : null);
        Text("candidateId", person % 9 == 1 ? "cand-" + number : null);
        Text("companyId", company.Id);
        Text("companyName", directory.CompanyName(companyIndex));
        Text("companyLogoUrl", person % 4 == 3 ? null : "https://example.com/logos/" + company.Domain + ".svg");
        Text("jobTitle", today.HasJobTitle ? jobTitle : null);
        Text("department", today.HasDepartment ? department : null);
        string first = today.HasShortAddress ? firstAscii.Substring(0, 1) : firstAscii;
        WriteEmails(writer, person, first + "." + lastAscii, company.Domain + ".example.com");
        WritePhones(writer, person, today.PhoneChanges);
        writer.WriteEndObject();

        // Some servers write every null, some none: a terse contact has no field that it has no value for.
        void Text(string name, string? value)
        {
            if (value is not null || !terse)
                writer.WriteString(name, value);
        }
    }

    private static void WriteEmails(Utf8JsonWriter writer, int person, string local, string domain)
    {
        string work = local + "@" + domain;
        string personal = local + "@example.com";
        int kind = SandboxPerson.EmailKind(person);
        if (kind == 6)
            return;
        if (kind == 7)
        {
            writer.WriteNull("emails"u8);
            return;
        }
        writer.WriteStartArray("emails"u8);
        if (kind != 5)
            Address(writer, "email", work, "work", isPrimary: kind is 0 or 2 or 4);
        if (kind is 1 or 2 or 3)
            Address(writer, "email", personal, "personal", isPrimary: kind == 1);
        writer.WriteEndArray();
    }

    private static void WritePhones(Utf8JsonWriter writer, int person, int changes)
    {
        int kind = SandboxPerson.PhoneKind(person);
        writer.WriteStartArray("phoneNumbers"u8);
        if (kind != 5)
            Address(writer, "phoneNumber", Phone(person, 0, changes), "work", isPrimary: kind is not (1 or 4));
        if (kind is 1 or 2)
            Address(writer, "phoneNumber", Phone(person, 1, changes), "personal", isPrimary: kind == 1);
        writer.WriteEndArray();
    }

    private static void Address(Utf8JsonWriter writer, string field, string value, string purpose, bool isPrimary)
    {
        writer.WriteStartObject();
        writer.WriteString("purpose"u8, purpose);
        writer.WriteString(field, value);
        writer.WriteBoolean("isPrimary"u8, isPrimary);
        writer.WriteEndObject();
    }

    /// <summary>From ranges that the regulators of four countries keep free for fiction.</summary>
    private static string Phone(int person, int nth, int changes)
    {
        // No other number with the same last two digits for a hundred changes.
        int number = (SandboxDice.Roll(2 * person + nth, Die.Phone, 1000) + 37 * changes) % 1000;
        return ((person + nth) % 4) switch
        {
            0 => "+44 20 7946 0" + number.ToString("D3", CultureInfo.InvariantCulture),
            1 => "(202) 555-01" + (number % 100).ToString("D2", CultureInfo.InvariantCulture),
            2 => "+49 30 23125 " + number.ToString("D3", CultureInfo.InvariantCulture),
            _ => "+33 1 99 00 " + (number / 10 % 100).ToString(
                "D2", CultureInfo.InvariantCulture) + " 0" + (number % 10).ToString(CultureInfo.InvariantCulture),
        };
    }
}
