using System;
using System.Globalization;
using System.Linq;
using static Spott.Fakes.JsonText;

namespace Spott.Fakes;

/// <summary>The text of one item, laid out for the reader and sent without the line ends.</summary>
internal static class OpportunityItem
{
    private static readonly string[] Stages = ["Lead", "Qualified", "Proposal", "Negotiation", "Won"];
    private static readonly string[] Owners = ["Zoë Ångström", "Jane Doe", "李 雷"];
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 8, 30, 0, TimeSpan.Zero);

    public static string Build(int index, string company, string? description)
    {
        int stage = index % Stages.Length;
        string name = index % 10 == 9 ? $"=SUM({index})" : $"Señor Developer №{index}";
        string team = string.Join(',', Enumerable.Range(1, index % 4).Select(number => Contact(index, number, company)));
        return $$$"""
            {"id":"{{{OpportunityJson.Id(index)}}}",
            "name":{"viewType":"opportunityName","name":{{{Quote(name)}}}},
            "description":{"viewType":"opportunityDescription","description":{{{Quote(description)}}}},
            "stage":{"viewType":"opportunityStage","stage":{"id":"st-{{{stage}}}","name":"{{{Stages[stage]}}}","order":{{{stage}}},"isOpen":{{{(stage == 4 ? "false" : "true")}}}}},
            "company":{"viewType":"opportunityCompany","company":{"id":{{{Quote(company)}}},"name":{{{Quote("Company " + company)}}}}},
            "owner":{"viewType":"opportunityOwner","owner":{{{(index % 11 == 10 ? "null" : Owner(index % Owners.Length))}}}},
            "closeDate":{"viewType":"opportunityCloseDate","closeDate":{{{(index % 6 == 5 ? "null" : CloseDate(index + 90))}}}},
            "createdAt":{"viewType":"opportunityCreatedAt","createdAt":{{{Moment(index)}}}},
            "clientTeam":{"viewType":"opportunityClientTeam","clientTeam":[{{{team}}}]},
            "nextTaskDue":{"viewType":"opportunityNextTaskDue","nextTaskDue":{{{(index % 5 == 4 ? "null" : Task(index))}}}}}
            """.ReplaceLineEndings(string.Empty);
    }

    private static string Owner(int owner) => $$$"""
        {"id":"usr-{{{owner}}}","name":{{{Quote(Owners[owner])}}},
        "avatarUrl":"https://cdn.example.com/u/{{{owner}}}.png","deactivatedAt":{{{(owner == 2 ? Moment(owner) : "null")}}}}
        """;

    private static string CloseDate(int day) => $$$"""{"target":{{{Moment(day)}}}}""";

    private static string Task(int index) => $$$"""{"id":"task-{{{index}}}","content":"Call back","dueDate":{{{Moment(index + 3)}}}}""";

    private static string Contact(int index, int number, string company) => $$$"""
        {"id":"con-{{{index}}}-{{{number}}}","firstName":"Jane","lastName":"Doe {{{number}}}","middleName":null,"secondLastName":null,
        "avatarUrl":null,"candidateId":null,"companyId":{{{Quote(company)}}},"companyName":{{{Quote("Company " + company)}}},
        "companyLogoUrl":null,"jobTitle":"Head of Hiring","department":null,
        "emails":[{"purpose":"work","email":"jane.{{{index}}}.{{{number}}}@example.com","isPrimary":true}],
        "phoneNumbers":[{"purpose":"work","phoneNumber":"+32 2 555 {{{number:D4}}}","isPrimary":true}]}
        """;

    private static string Moment(int days) =>
        Quote(Epoch.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
