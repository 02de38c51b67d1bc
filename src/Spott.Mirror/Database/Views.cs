using System;
using System.Linq;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Database;

/// <summary>
/// What other programs read: the only part of the file that they are promised, see <c>docs/mirror.md</c>. A change to it is a change to the
/// public surface, and needs a version of the schema.
/// </summary>
internal static class Views
{
    internal static string Create => $"""
        CREATE VIEW opportunity AS SELECT {OpportunityColumns(past: false)}
            FROM opportunity_present c {ReferenceJoins("c")} WHERE c.deleted_run IS NULL;

        CREATE VIEW opportunity_version AS
            SELECT {ViewText.RunEnd("c.from_run")} AS valid_from, NULL AS valid_to, 1 AS is_current, c.deleted_run IS NOT NULL AS is_deleted,
                c.from_run AS first_run, NULL AS last_run, {OpportunityColumns(past: false)}
            FROM opportunity_present c {ReferenceJoins("c")}
            UNION ALL SELECT {ViewText.RunEnd("p.from_run")}, {ViewText.RunEnd("p.to_run")}, 0, p.deleted_run IS NOT NULL, p.from_run, p.to_run - 1, {OpportunityColumns(past: true)}
            FROM opportunity_past p JOIN opportunity_present c ON c.oid = p.oid {ReferenceJoins("p")};

        CREATE VIEW contact AS SELECT {string.Join(", ", ContactFields.All.Select(ContactColumn))}, m.position + 1 AS position
            FROM opportunity_present c JOIN team_member m ON m.oid = c.oid LEFT JOIN subject s ON s.sid = m.sid
            JOIN subject_value v ON v.vid = coalesce(m.own, s.vid) WHERE c.deleted_run IS NULL;

        CREATE VIEW run AS SELECT number, {ViewText.Words(typeof(MirrorRunKind), "kind")} AS kind, {ViewText.Words(typeof(MirrorRunStatus), "status")} AS status,
            {ViewText.Moment("started_at")} AS started_at, {ViewText.Moment("completed_at")} AS completed_at, item_count, new_count, changed_count,
            unchanged_count, missing_count, deleted_count, restored_count, request_count FROM run_log;

        {ChangeView.Create}

        {StageStayView.Create}
        """;

    private static string OpportunityColumns(bool past) => string.Join(", ", OpportunityFields.All
        .Where(field => field.Kind != FieldKind.Contacts)
        .Select(field => $"{OpportunityColumn(field, past)} AS {ViewText.Column(field)}"));

    private static string OpportunityColumn(Field<Opportunity> field, bool past)
    {
        if (field.Property == nameof(Opportunity.Id))
            return "c.id";
        if (Subjects.OfOpportunity.FirstOrDefault(its => field.Property.StartsWith(its.Kind.ToString(), StringComparison.Ordinal))
            is not { } subject)
            return OwnColumn(field, past);
        string name = Subjects.Column(subject);
        string part = field.Property[subject.Kind.ToString().Length..];
        if (part == "Id")
            return $"s_{name}.id";
        string value = ViewText.Said($"v_{name}.body", part);
        return field.Kind == FieldKind.Moment ? ViewText.JsonMoment(value) : value;
    }

    private static string OwnColumn(Field<Opportunity> field, bool past)
    {
        string column = ViewText.Column(field);
        string own = past ? Schema.PastColumn(column) : "c." + column;
        return field.Kind == FieldKind.Moment ? ViewText.Moment(own) : own;
    }

    /// <summary>What a row names, and what was said of it: a past version's as it was at the end of its time.</summary>
    private static string ReferenceJoins(string row) => string.Join(" ", Subjects.OfOpportunity.Select(Subjects.Column).Select(name =>
    {
        string value = row == "c" ? $"s_{name}.vid" : ViewText.ValueOf($"s_{name}", $"{row}.to_run - 1");
        return $"LEFT JOIN subject s_{name} ON s_{name}.sid = {row}.{name} "
            + $"LEFT JOIN subject_value v_{name} ON v_{name}.vid = coalesce({row}.{name}_own, {value})";
    }));

    private static string ContactColumn(Field<Contact> field) => field.Property switch
    {
        nameof(Contact.OpportunityId) => "c.id AS opportunity_id",
        nameof(Contact.OpportunityName) => "c.name AS opportunity_name",
        nameof(Contact.Id) => "s.id AS id",
        nameof(Contact.FullName) => ViewText.FullName("v.body") + " AS full_name",
        nameof(Contact.Email) => ViewText.Email("v.body") + " AS email",
        nameof(Contact.Phone) => ViewText.Phone("v.body") + " AS phone",
        // SQLite 3.38 hands on by it that this is JSON, to json_object for one; the shorter way loses that.
        _ when field.Kind is FieldKind.Emails or FieldKind.PhoneNumbers or FieldKind.Json =>
            $"json_extract(v.body, '$.{field.Property}') AS {ViewText.Column(field)}",
        _ => $"{ViewText.Said("v.body", field.Property)} AS {ViewText.Column(field)}",
    };
}
