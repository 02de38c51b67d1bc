using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Database;

/// <summary>The feed as other programs read it; every value a text or a number.</summary>
internal static class ChangeView
{
    private static readonly string IsOpportunity = FormattableString.Invariant($"l.subject = {(int)ChangeSubject.Opportunity}");

    private static string IsMoment => string.Join(" OR ", Moments().Select(moment =>
        FormattableString.Invariant($"(l.subject = {(int)moment.Subject} AND l.property = '{moment.Property}')")));

    internal static string Create => $"""
        CREATE VIEW change AS SELECT l.sequence, l.run AS run_number, {ViewText.RunEnd("l.run")} AS observed_at, {ViewText.RunStart("l.not_before_run")} AS not_before,
            {ViewText.Words<ChangeSubject>("l.subject")} AS subject, CASE WHEN {IsOpportunity} THEN o.id ELSE i.id END AS id,
            CASE WHEN {IsOpportunity} THEN {OfVersion("name", "l.run")} ELSE (SELECT CASE WHEN l.subject = {(int)ChangeSubject.Contact} THEN {ViewText.FullName("v.body")}
                ELSE json_extract(v.body, '$.Name') END FROM subject_value v WHERE v.vid = {ViewText.ValueAsOf("l.target", "l.run")}) END AS name,
            {ViewText.Words<ChangeKind>("l.kind")} AS kind, l.property, {Value("old_value", "l.run - 1")} AS old_value, {Value("new_value", "l.run")} AS new_value
            FROM change_log l LEFT JOIN opportunity_present o ON {IsOpportunity} AND o.oid = l.target
            LEFT JOIN subject i ON NOT {IsOpportunity} AND i.sid = l.target;
        """;

    // An opportunity's values are those of its versions; what is kept here has at least one.
    private static string Value(string column, string run) => $"""
        CASE WHEN {IsOpportunity} AND l.property IS NOT NULL AND l.old_value IS NULL AND l.new_value IS NULL THEN CASE l.property
            WHEN '{nameof(Opportunity.ClientTeam)}' THEN {ViewText.Team(OfVersion("team", run), run)}
            {string.Join("\n    ", OwnFields.All.Where(field => field.Kind != FieldKind.Json).Select(field => $"WHEN '{field.Name}' THEN {Own(field, run)}"))}
            {string.Join("\n    ", Subjects.OfOpportunity.SelectMany(subject => OfSubject(subject, run)))} END
            WHEN {IsMoment} THEN {ViewText.Moment("l." + column)} ELSE l.{column} END
        """;

    private static string Own(MirroredField<Opportunity> field, string run)
    {
        string value = OfVersion(field.Column, run);
        return field.Kind == FieldKind.Moment ? ViewText.Moment(value) : value;
    }

    private static IEnumerable<string> OfSubject(Subject<Opportunity> subject, string run)
    {
        string name = Subjects.Column(subject);
        string sid = OfVersion(name, run);
        yield return $"WHEN '{subject.Kind}Id' THEN (SELECT s.id FROM subject s WHERE s.sid = {sid})";
        foreach (MirroredField<Opportunity> field in subject.Fields)
        {
            string value = $"json_extract(v.body, '$.{field.Name}')";
            yield return $"""
                WHEN '{subject.Kind}{field.Name}' THEN (SELECT {(field.Kind == FieldKind.Moment ? ViewText.JsonMoment(value) : value)}
                    FROM subject_value v WHERE v.vid = coalesce({OfVersion(name + "_own", run)}, {ViewText.ValueAsOf(sid, run)}))
                """;
        }
    }

    private static string OfVersion(string column, string run) => $"""
        CASE WHEN o.from_run <= {run} THEN o.{column}
            ELSE (SELECT {Schema.PastColumn(column)} FROM opportunity_past p WHERE p.oid = l.target AND p.from_run <= {run} AND p.to_run > {run}) END
        """;

    private static IEnumerable<(ChangeSubject Subject, string Property)> Moments() => OpportunityFields.All
        .Where(field => field.Kind == FieldKind.Moment)
        .Select(field => (ChangeSubject.Opportunity, field.Property))
        .Concat(Subjects.OfOpportunity.SelectMany(
            its => its.Fields.Where(field => field.Kind == FieldKind.Moment).Select(field => (its.Kind, field.Name))));
}
