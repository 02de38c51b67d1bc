using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Reading;

/// <summary>Checks a mirror's file and its own rules; each rule is a query that must find nothing.</summary>
internal static class Verification
{
    private const int MostFileFaults = 5;

    private static readonly (string Rule, string Query)[] Rules = Build().ToArray();

    private static readonly (string Rule, string Query)[] LaterRules =
    {
        ("what is unknown or deleted was read from a text",
            "SELECT 1 FROM opportunity_source s LEFT JOIN opportunity_present c ON c.oid = s.oid WHERE c.oid IS NULL "
            + "OR c.deleted_run IS NOT NULL"),
        ("a change of the last days is not in the feed",
            "SELECT 1 FROM change_recent v LEFT JOIN change_log l ON l.sequence = v.sequence "
            + FormattableString.Invariant($"WHERE l.subject IS NOT {(int)ChangeSubject.Opportunity}")),
    };

    internal static IReadOnlyList<string> Run(SqliteDatabase database)
    {
        List<string> faults = database.Rows("PRAGMA integrity_check")
            .Select(row => row.Text(0)).Where(text => text != "ok").Take(MostFileFaults).Select(
                text => "the file is damaged: " + text).ToList();
        // An older mirror is read as it is, and has no more than the first version's tables.
        bool isOfFirst = database.Count("PRAGMA user_version") < 2;
        foreach ((string rule, string query) in isOfFirst ? Rules : Rules.Concat(LaterRules))
        {
            long found = database.Count($"SELECT count(*) FROM ({query})");
            if (found > 0)
                faults.Add($"{rule} ({found}×)");
        }

        return faults;
    }

    private static IEnumerable<(string Rule, string Query)> Build()
    {
        yield return ("a version ends before it begins", "SELECT 1 FROM opportunity_past WHERE from_run >= to_run");
        yield return (
            "a version does not begin where the one before it ended",
            """
            SELECT 1 FROM (SELECT p.to_run, coalesce(lead(p.from_run) OVER (PARTITION BY p.oid ORDER BY p.from_run), c.from_run) AS next
            FROM opportunity_past p LEFT JOIN opportunity_present c ON c.oid = p.oid) WHERE next IS NOT to_run
            """);
        yield return (
            "a value of a stage, company, owner or contact does not begin where the one before it ended",
            """
            SELECT 1 FROM (SELECT p.to_run, coalesce(lead(p.from_run) OVER (PARTITION BY p.sid ORDER BY p.from_run), s.from_run) AS next
            FROM subject_past p LEFT JOIN subject s ON s.sid = p.sid) WHERE next IS NOT to_run
            """);
        yield return ("a stage, company, owner or contact has no value",
            "SELECT 1 FROM subject s LEFT JOIN subject_value v ON v.vid = s.vid AND v.sid = s.sid WHERE v.vid IS NULL");
        foreach (string name in Subjects.OfOpportunity.Select(Subjects.Column))
        {
            yield return ($"an opportunity names a {name} that is unknown",
                $"SELECT 1 FROM opportunity_present c WHERE {name} NOT IN (SELECT sid FROM subject)");
            yield return (
                $"an opportunity says of its {name} what is said of it anyway",
                $"SELECT 1 FROM opportunity_present c JOIN subject s ON s.sid = c.{name} WHERE c.deleted_run IS NULL "
                + $"AND c.{name}_own = s.vid");
            yield return (
                $"an opportunity says of its {name} what is unknown",
                $"SELECT 1 FROM opportunity_present WHERE {name}_own IS NOT NULL AND {name}_own NOT IN (SELECT vid FROM subject_value)");
        }

        yield return ("an opportunity says of a contact what is said of it anyway",
            "SELECT 1 FROM team_member m JOIN subject s ON s.sid = m.sid WHERE m.own = s.vid");
        yield return (
            "an opportunity names a contact that is unknown",
            "SELECT 1 FROM team_member WHERE sid NOT IN (SELECT sid FROM subject) OR own NOT IN (SELECT vid FROM subject_value) "
            + "OR coalesce(sid, own) IS NULL");
        yield return (
            "an opportunity's team is not the people that are its members",
            $"SELECT 1 FROM opportunity_present c WHERE deleted_run IS NULL AND team IS NOT ({Schema.Team("team_member", "oid = c.oid")})");
        yield return ("a deleted opportunity has members",
            "SELECT 1 FROM team_member m JOIN opportunity_present c ON c.oid = m.oid WHERE c.deleted_run IS NOT NULL");
        foreach (string column in OwnFields.Long)
        {
            yield return (
                "a past version's text is lost",
                $"SELECT 1 FROM opportunity_past WHERE {column}_text IS NOT NULL AND {column}_text NOT IN (SELECT id FROM text)");
            yield return (
                "a text that was written apart is another one",
                $"SELECT 1 FROM opportunity_present c LEFT JOIN text t ON t.id = c.{column}_text WHERE c.{column}_text IS NOT NULL "
                + $"AND t.body IS NOT c.{column}");
        }

        yield return ("a row is of a run that there was not", """
            SELECT 1 FROM (SELECT from_run AS run FROM opportunity_present UNION SELECT seen_run FROM opportunity_present UNION SELECT run FROM change_log
            UNION SELECT to_run FROM opportunity_past UNION SELECT from_run FROM subject) WHERE run NOT IN (SELECT number FROM run_log WHERE status <> 2)
            """);
        yield return (
            "the moments of the runs go back",
            "SELECT 1 FROM (SELECT started_at, completed_at, lag(completed_at) OVER (ORDER BY number) AS before FROM run_log) "
            + "WHERE started_at < before OR completed_at < started_at");
        yield return ("the feed goes back", "SELECT 1 FROM (SELECT run, lag(run) OVER (ORDER BY sequence) AS before FROM change_log) "
            + "WHERE run < before");
        yield return ("the mirror belongs to nobody", "SELECT 1 WHERE (SELECT count(*) FROM mirror) <> 1");
    }
}
