using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Decides what a subject's value is where opportunities disagree: what most of the living say after this run. In a tie the value stays;
/// where it cannot, what was said last in this run, then what was said first of all. <c>temp.disputed</c> has the subjects of which
/// something else is said than their value, or more than one thing; <c>temp.flip</c> those that get another value, new ones among them.
/// </summary>
internal static class VoteStep
{
    /// <summary>SQL of what wins of the subject <c>d</c> in <c>temp.disputed</c>, by <c>temp.vote</c>.</summary>
    internal const string Winner =
        "(SELECT v.vid FROM temp.vote v WHERE v.sid = d.sid ORDER BY v.votes DESC, v.vid IS d.old DESC, v.last DESC, v.vid LIMIT 1)";

    internal static void Run(SqliteDatabase database)
    {
        string[] references = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();
        database.Execute($"""
            CREATE TEMP TABLE disputed (sid INTEGER PRIMARY KEY, old INTEGER);
            INSERT INTO temp.disputed SELECT sid, NULL FROM temp.new_subject WHERE vid IS NULL;
            INSERT OR IGNORE INTO temp.disputed
                SELECT d.sid, s.vid FROM temp.said d CROSS JOIN main.subject s ON s.sid = d.sid WHERE d.vid <> s.vid;
            INSERT OR IGNORE INTO temp.disputed
                SELECT s.sid, s.vid FROM main.subject s WHERE s.sid IN (SELECT m.sid FROM main.team_member m INDEXED BY team_member_own WHERE m.sid IS NOT NULL AND m.own IS NOT NULL);
            {string.Join("\n", references.Select(Disputed))}

            CREATE TEMP TABLE vote AS SELECT sid, vid, sum(votes) AS votes, max(last) AS last FROM (
            {string.Join(" UNION ALL ", references.SelectMany(OfReference).Concat(OfMembers()))}
            ) GROUP BY sid, vid HAVING sum(votes) > 0;
            CREATE INDEX temp.vote_sid ON vote (sid);

            CREATE TEMP TABLE flip (sid INTEGER PRIMARY KEY, old INTEGER, new INTEGER NOT NULL);
            INSERT INTO temp.flip SELECT sid, NULL, vid FROM temp.new_subject WHERE vid IS NOT NULL;
            INSERT INTO temp.flip SELECT sid, old, new FROM
                (SELECT sid, old, {Winner} AS new FROM temp.disputed d) WHERE new IS NOT NULL AND new IS NOT old;
            """);
    }

    private static string Disputed(string name) => $"""
        INSERT OR IGNORE INTO temp.disputed SELECT s.sid, s.vid FROM main.subject s WHERE s.sid IN
            (SELECT {name} FROM main.opportunity_present INDEXED BY opportunity_{name}_own WHERE deleted_run IS NULL AND {name} IS NOT NULL AND {name}_own IS NOT NULL);
        """;

    // What was read anew. Of what is the same as before the mirror has what it says.
    private const string Gone = "(SELECT oid FROM temp.item WHERE is_same = 0 UNION ALL SELECT oid FROM temp.dying)";

    /// <summary>What the living said before, less those that this run read anew or buries, and what it heard instead.</summary>
    private static IEnumerable<string> OfReference(string name)
    {
        yield return $"""
            SELECT c.{name} AS sid, coalesce(c.{name}_own, f.old) AS vid, count(*) AS votes, max(coalesce(i.ord, 0)) AS last
            FROM temp.disputed f CROSS JOIN main.opportunity_present c ON c.{name} = f.sid LEFT JOIN temp.item i ON i.oid = c.oid AND i.is_same = 1
            WHERE c.deleted_run IS NULL GROUP BY 1, 2
            """;
        yield return $"""
            SELECT c.{name}, coalesce(c.{name}_own, f.old), -1, 0
            FROM {Gone} gone CROSS JOIN main.opportunity_present c ON c.oid = gone.oid JOIN temp.disputed f ON f.sid = c.{name} WHERE c.deleted_run IS NULL
            """;
        yield return $"SELECT i.{name}, i.{name}_vid, 1, i.ord FROM temp.item i JOIN temp.disputed f ON f.sid = i.{name}";
    }

    private static IEnumerable<string> OfMembers()
    {
        yield return """
            SELECT m.sid, coalesce(m.own, f.old), count(*), max(coalesce(i.ord, 0))
            FROM temp.disputed f CROSS JOIN main.team_member m ON m.sid = f.sid LEFT JOIN temp.item i ON i.oid = m.oid AND i.is_same = 1 GROUP BY 1, 2
            """;
        yield return $"""
            SELECT m.sid, coalesce(m.own, f.old), -1, 0
            FROM {Gone} gone CROSS JOIN main.team_member m ON m.oid = gone.oid JOIN temp.disputed f ON f.sid = m.sid
            """;
        yield return "SELECT m.sid, m.vid, 1, m.ord FROM temp.member m JOIN temp.disputed f ON f.sid = m.sid";
    }
}
