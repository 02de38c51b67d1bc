using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Database;

/// <summary>The feed as other programs read it; every value a text or a number.</summary>
/// <remarks>
/// Whoever opens a mirror, to read whatever of it, pays for the length of this text: SQLite understands all views first. So each rule
/// stands in it once, and is looked up again for every value.
/// </remarks>
internal static class ChangeView
{
    /// <summary>A value's run: the one before the change's, or that itself.</summary>
    private const string Run = "b.run - s.column1";

    private static readonly string IsOpportunity = FormattableString.Invariant($"l.subject = {(int)ChangeSubject.Opportunity}");

    // The paths of additional properties are told each for itself, and kept in the log.
    private static readonly MirroredField<Opportunity>[] Own = OwnFields.All.Where(field => field.Kind != FieldKind.Json).ToArray();

    private static readonly string[] Columns = Subjects.OfOpportunity.Select(Subjects.Column)
        .SelectMany(name => new[] { name, name + "_own" }).Append("team").Concat(Own.Select(field => field.Column)).ToArray();

    internal static string Create => FormattableString.Invariant($"""
        CREATE VIEW change AS WITH said AS NOT MATERIALIZED (SELECT vid, body, CASE kind WHEN {(int)ChangeSubject.Contact} THEN {ViewText.FullName("body")} ELSE {ViewText.Said("body", "Name")} END AS name,
                {ViewText.Email("body")} AS email FROM subject_value),
            value AS NOT MATERIALIZED (SELECT b.sequence, s.column1 AS back, {OfVersion()} AS value FROM change_log b JOIN (VALUES (1), (0)) s)
            SELECT l.sequence, l.run AS run_number, {ViewText.RunEnd("l.run")} AS observed_at, {ViewText.RunStart("l.not_before_run")} AS not_before,
                {ViewText.Words(typeof(ChangeSubject), "l.subject")} AS subject, CASE WHEN {IsOpportunity} THEN o.id ELSE i.id END AS id,
                CASE WHEN {IsOpportunity} THEN (SELECT x.name FROM {Version("l.target", "l.run", "name")}) ELSE (SELECT v.name FROM said v WHERE v.vid = {ViewText.ValueAsOf("l.target", "l.run")}) END AS name,
                {ViewText.Words(typeof(ChangeKind), "l.kind")} AS kind, l.property, {Value("old_value", 1)} AS old_value, {Value("new_value", 0)} AS new_value
            FROM change_log l LEFT JOIN opportunity_present o ON {IsOpportunity} AND o.oid = l.target
            LEFT JOIN subject i ON NOT {IsOpportunity} AND i.sid = l.target;
        """);

    // An opportunity's values are those of its versions; what is kept here has at least one.
    private static string Value(string column, int back) => FormattableString.Invariant($"""
        CASE WHEN {IsOpportunity} AND l.property IS NOT NULL AND l.old_value IS NULL AND l.new_value IS NULL
            THEN (SELECT v.value FROM value v WHERE v.sequence = l.sequence AND v.back = {back}) {Kept(column)} ELSE l.{column} END
        """);

    private static string OfVersion() => $"""
        (SELECT CASE b.property WHEN '{nameof(Opportunity.ClientTeam)}' THEN {Team}
            {string.Join("\n    ", Own.Select(field => $"WHEN '{field.Name}' THEN {Shown(field.Kind, "x." + field.Column)}"))}
            {string.Join("\n    ", Subjects.OfOpportunity.Select(Identifier))}
            ELSE {OfSubject()} END FROM {Version("b.target", Run, Columns)})
        """;

    // The one version that there was then. The condition stands in both halves: SQLite does not carry one into them that is not constant.
    private static string Version(string oid, string run, params string[] columns) => $"""
        (SELECT {string.Join(", ", columns)} FROM opportunity_present WHERE oid = {oid} AND from_run <= {run}
            UNION ALL SELECT {string.Join(", ", columns.Select(Schema.PastColumn))} FROM opportunity_past p WHERE p.oid = {oid} AND p.from_run <= {run} AND p.to_run > {run}) x
        """;

    private static string Identifier(Subject<Opportunity> subject) =>
        $"WHEN '{subject.Kind}Id' THEN (SELECT s.id FROM subject s WHERE s.sid = x.{Subjects.Column(subject)})";

    // What else there is begins with a subject's name.
    private static string OfSubject()
    {
        string begin = BySubject(subject => FormattableString.Invariant($"{subject.Kind.ToString().Length + 1}"));
        string part = $"v.body ->> substr(b.property, {begin})";
        IEnumerable<string> moments = Subjects.OfOpportunity.SelectMany(
            subject => subject.Fields.Where(field => field.Kind == FieldKind.Moment).Select(field => $"'{subject.Kind}{field.Name}'"));
        string own = BySubject(subject => $"x.{Subjects.Column(subject)}_own");
        string sid = BySubject(subject => $"x.{Subjects.Column(subject)}");
        return $"""
            (SELECT CASE WHEN b.property IN ({string.Join(", ", moments)}) THEN {ViewText.JsonMoment(part)} ELSE {part} END
                FROM subject_value v WHERE v.vid = coalesce({own}, {ViewText.ValueAsOf(sid, Run)}))
            """;
    }

    private static string BySubject(Func<Subject<Opportunity>, string> sql) => "CASE substr(b.property, 1, 1)"
        + string.Concat(Subjects.OfOpportunity.Select(subject => $" WHEN '{subject.Kind.ToString()[0]}' THEN {sql(subject)}")) + " END";

    /// <summary>The people of a team as of a run: <c>Jane Doe &lt;jane@example.com&gt;; …</c></summary>
    private static string Team => $"""
        (SELECT group_concat(CASE WHEN name IS NULL THEN coalesce(email, id, '') WHEN email IS NULL THEN name ELSE name || ' <' || email || '>' END, '; ')
        FROM (SELECT v.name, v.email, i.id
            FROM (SELECT key, CASE WHEN instr(value, ':') = 0 THEN CAST(value AS INTEGER) WHEN instr(value, ':') > 1 THEN CAST(value AS INTEGER) END AS sid,
                CASE WHEN instr(value, ':') > 0 THEN CAST(substr(value, instr(value, ':') + 1) AS INTEGER) END AS own
                FROM json_each('["' || replace(x.team, ',', '","') || '"]')) m
            LEFT JOIN subject i ON i.sid = m.sid LEFT JOIN said v ON v.vid = coalesce(m.own, {ViewText.ValueAsOf("m.sid", Run)}) ORDER BY m.key))
        """;

    private static string Shown(FieldKind kind, string value) => kind == FieldKind.Moment ? ViewText.Moment(value) : value;

    // The moments that the log keeps: of subjects, and in older mirrors of opportunities. Nothing else is called as they are.
    private static string Kept(string column)
    {
        IEnumerable<string> moments = OpportunityFields.All
            .Where(field => field.Kind == FieldKind.Moment)
            .Select(field => field.Property)
            .Concat(Subjects.OfOpportunity
                .SelectMany(its => its.Fields)
                .Where(field => field.Kind == FieldKind.Moment)
                .Select(field => field.Name))
            .Select(name => $"'{name}'");
        return $"WHEN l.property IN ({string.Join(", ", moments)}) THEN {ViewText.Moment("l." + column)}";
    }
}
