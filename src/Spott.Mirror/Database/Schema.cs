using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Database;

/// <summary>
/// The mirror's tables. Present rows and past versions are apart: what is asked most touches only the present, and a version is written
/// once, when it ends. A version holds from one run up to another, which is no more of it.
/// </summary>
internal static class Schema
{
    /// <summary>"Spot" in ASCII: whose file it is.</summary>
    internal const int ApplicationId = 0x53706F74;

    internal const int Version = 2;

    /// <summary>An opportunity's columns that are no references, in one order everywhere.</summary>
    internal static readonly string OwnColumns = string.Join(", ", OwnFields.All.Select(field => field.Column));

    private static string OwnDefinitions => string.Join(", ", OwnFields.All.Select(Definition));

    private static string PastDefinitions => string.Join(
        ", ", OwnFields.All.Select(its => OwnFields.Long.Contains(its.Column) ? its.Column + "_text INTEGER" : Definition(its)));

    private static string References => string.Join(
        ", ", Subjects.OfOpportunity.Select(Subjects.Column).Select(column => $"{column} INTEGER, {column}_own INTEGER"));

    /// <summary>The tables of the first version; a later one only adds.</summary>
    private static string FirstTables => $"""
        -- Whose mirror it is: one row.
        CREATE TABLE mirror (one INTEGER PRIMARY KEY CHECK (one = 1), base_address TEXT NOT NULL, key_fingerprint TEXT NOT NULL);

        -- Every run, failed ones too. is_evidence: a complete full run whose silence counts.
        CREATE TABLE run_log (
            number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, status INTEGER NOT NULL, started_at INTEGER NOT NULL, completed_at INTEGER NOT NULL,
            watermark INTEGER, is_evidence INTEGER NOT NULL, item_count INTEGER NOT NULL, new_count INTEGER NOT NULL, changed_count INTEGER NOT NULL,
            unchanged_count INTEGER NOT NULL, missing_count INTEGER NOT NULL, deleted_count INTEGER NOT NULL, restored_count INTEGER NOT NULL,
            request_count INTEGER NOT NULL);

        -- A stage, company, owner or contact by its id, and which value it has at present.
        CREATE TABLE subject (sid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, vid INTEGER NOT NULL, from_run INTEGER NOT NULL);
        CREATE UNIQUE INDEX subject_id ON subject (kind, id);
        CREATE TABLE subject_past (
            sid INTEGER NOT NULL, from_run INTEGER NOT NULL, to_run INTEGER NOT NULL, vid INTEGER NOT NULL, PRIMARY KEY (sid, from_run)) WITHOUT ROWID;

        -- What was ever said of a subject, each once; without sid: of something that has no id. seen_run: when somebody last said so who says otherwise now.
        CREATE TABLE subject_value (vid INTEGER PRIMARY KEY, sid INTEGER, kind INTEGER NOT NULL, body TEXT NOT NULL, seen_run INTEGER NOT NULL);
        CREATE INDEX subject_value_sid ON subject_value (sid) WHERE sid IS NOT NULL;
        CREATE INDEX subject_value_body ON subject_value (kind, body) WHERE sid IS NULL;

        -- The present. A reference's own value is null while it says what its subject says. seen_run: the last run that listed it, but for full
        -- runs that count, which listed all that are not missing. missing_run: the full run that did not list it.
        CREATE TABLE opportunity_present (
            oid INTEGER PRIMARY KEY, id TEXT NOT NULL, from_run INTEGER NOT NULL, deleted_run INTEGER, seen_run INTEGER NOT NULL, missing_run INTEGER,
            {References}, team TEXT, {string.Join(", ", OwnFields.Long.Select(column => column + "_text INTEGER"))}, {OwnDefinitions});
        CREATE UNIQUE INDEX opportunity_id ON opportunity_present (id);
        CREATE INDEX opportunity_missing ON opportunity_present (oid) WHERE missing_run IS NOT NULL;
        CREATE INDEX opportunity_deleted ON opportunity_present (oid) WHERE deleted_run IS NOT NULL;
        {string.Join("\n", Subjects.OfOpportunity.Select(Subjects.Column).Select(ReferenceIndexes))}

        CREATE TABLE opportunity_past (
            oid INTEGER NOT NULL, from_run INTEGER NOT NULL, to_run INTEGER NOT NULL, deleted_run INTEGER, {References}, team TEXT, {PastDefinitions},
            PRIMARY KEY (oid, from_run)) WITHOUT ROWID;
        CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT NOT NULL);

        -- The teams of the living; an opportunity's column team has the same as text, for deleted and past ones, too.
        CREATE TABLE team_member (oid INTEGER NOT NULL, position INTEGER NOT NULL, sid INTEGER, own INTEGER, PRIMARY KEY (oid, position)) WITHOUT ROWID;
        CREATE INDEX team_member_sid ON team_member (sid, own) WHERE sid IS NOT NULL;
        CREATE INDEX team_member_own ON team_member (sid) WHERE sid IS NOT NULL AND own IS NOT NULL;

        -- The feed. not_before_run: the run whose start is NotBefore. Where no value is kept here, they are looked up in the opportunity's versions.
        CREATE TABLE change_log (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, not_before_run INTEGER, subject INTEGER NOT NULL, target INTEGER NOT NULL,
            kind INTEGER NOT NULL, property TEXT, old_value, new_value);
        CREATE INDEX change_log_run ON change_log (run);

        -- The paths of additional properties, and the run that met each first.
        CREATE TABLE path (subject INTEGER NOT NULL, path TEXT NOT NULL, first_run INTEGER NOT NULL, PRIMARY KEY (subject, path)) WITHOUT ROWID;
        """;

    /// <summary>
    /// What the second version has more than the first: what was erased, what the rows were read from, the feed of the last days, and the
    /// views for other programs.
    /// </summary>
    internal static string SecondVersion => $"""
        PRAGMA user_version = 2;

        -- Who was erased and must not come back: keyed hashes, out of which no person can be read.
        CREATE TABLE erasure_key (one INTEGER PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL);
        CREATE TABLE erased (hash TEXT PRIMARY KEY) WITHOUT ROWID;

        -- From what text each of the living was read, as a hash: who sends the same again says nothing new. None of a text that
        -- names somebody who was erased.
        CREATE TABLE opportunity_source (oid INTEGER PRIMARY KEY, first INTEGER NOT NULL, second INTEGER NOT NULL);

        -- The last days' lines of the feed about opportunities, as they are shown: what is asked for most lies together. All of it, and all that
        -- is older, is in the versions.
        CREATE TABLE change_recent (sequence INTEGER PRIMARY KEY, not_before INTEGER, id TEXT NOT NULL, name TEXT, old_value, new_value);

        {Views.Create}
        """;

    /// <summary>A new mirror is one of the first version with all that came later.</summary>
    internal static string Create => $"""
        PRAGMA application_id = {ApplicationId};
        {FirstTables}
        {SecondVersion}
        """;

    /// <summary>A row's columns that are data, in the order of the tables.</summary>
    internal static IEnumerable<string> DataColumns() =>
        Subjects.OfOpportunity.Select(Subjects.Column).SelectMany(name => new[] { name, name + "_own" }).Append("team").Concat(
            OwnFields.All.Select(field => field.Column));

    /// <summary>SQL of an own column of the past version <c>p</c>, whose long texts are kept apart.</summary>
    internal static string PastColumn(string column) =>
        OwnFields.Long.Contains(column) ? $"(SELECT t.body FROM text t WHERE t.id = p.{column}_text)" : "p." + column;

    /// <summary>SQL of a team's text: its members in their order, each its number, a colon and its own value if it has one.</summary>
    internal static string Team(string table, string where) =>
        $"SELECT group_concat(coalesce(sid, '') || coalesce(':' || own, ''), ',' ORDER BY position) FROM {table} WHERE {where}";

    private static string Definition(MirroredField<Opportunity> field) =>
        field.Column + (field.Kind is FieldKind.Moment or FieldKind.Flag ? " INTEGER" : " TEXT");

    private static string ReferenceIndexes(string column) => $"""
        CREATE INDEX opportunity_{column} ON opportunity_present ({column}, {column}_own) WHERE deleted_run IS NULL;
        CREATE INDEX opportunity_{column}_own ON opportunity_present ({column}) WHERE deleted_run IS NULL AND {column} IS NOT NULL AND {column}_own IS NOT NULL;
        """;
}
