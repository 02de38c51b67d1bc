using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Decides what a subject's value is where opportunities disagree: what most of the living say after this run. In a tie the value stays;
/// where it cannot, what was said last in this run, then what was said first of all. <c>temp.flip</c> has the subjects that get another
/// value, new ones among them.
/// </summary>
internal static class VoteStep
{
    internal static void Run(SqliteDatabase database)
    {
        string[] references = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();
        database.Execute($"""
            CREATE TEMP TABLE flip (sid INTEGER PRIMARY KEY, old INTEGER, new INTEGER);
            INSERT OR IGNORE INTO temp.flip (sid, old)
                SELECT d.sid, s.vid FROM temp.said d LEFT JOIN main.subject s ON s.sid = d.sid WHERE d.sid IS NOT NULL AND d.vid IS NOT s.vid;
            INSERT OR IGNORE INTO temp.flip (sid, old)
                SELECT s.sid, s.vid FROM main.subject s WHERE s.sid IN (SELECT m.sid FROM main.team_member m INDEXED BY team_member_own WHERE m.sid IS NOT NULL AND m.own IS NOT NULL);
            {string.Join("\n", references.Select(Disputed))}

            CREATE TEMP TABLE vote AS SELECT sid, vid, sum(votes) AS votes, max(last) AS last FROM (
            {string.Join(" UNION ALL ", references.SelectMany(OfReference).Concat(OfMembers()))}
            ) GROUP BY sid, vid HAVING sum(votes) > 0;
            CREATE INDEX temp.vote_sid ON vote (sid);
            UPDATE temp.flip SET new =
                (SELECT v.vid FROM temp.vote v WHERE v.sid = flip.sid ORDER BY v.votes DESC, v.vid IS flip.old DESC, v.last DESC, v.vid LIMIT 1);
            DELETE FROM temp.flip WHERE new IS NULL OR new IS old;
            """);
    }

    private static string Disputed(string name) => $"""
        INSERT OR IGNORE INTO temp.flip (sid, old) SELECT s.sid, s.vid FROM main.subject s WHERE s.sid IN
            (SELECT {name} FROM main.opportunity_present INDEXED BY opportunity_{name}_own WHERE deleted_run IS NULL AND {name} IS NOT NULL AND {name}_own IS NOT NULL);
        """;

    /// <summary>What the living said before, less those that this run listed or buries, and what it heard instead.</summary>
    private static IEnumerable<string> OfReference(string name)
    {
        yield return $"""
            SELECT c.{name} AS sid, coalesce(c.{name}_own, f.old) AS vid, count(*) AS votes, 0 AS last
            FROM temp.flip f CROSS JOIN main.opportunity_present c ON c.{name} = f.sid WHERE c.deleted_run IS NULL GROUP BY 1, 2
            """;
        yield return $"""
            SELECT c.{name}, coalesce(c.{name}_own, f.old), -1, 0
            FROM (SELECT oid FROM temp.item WHERE oid IS NOT NULL UNION ALL SELECT oid FROM temp.dying) gone
            CROSS JOIN main.opportunity_present c ON c.oid = gone.oid JOIN temp.flip f ON f.sid = c.{name} WHERE c.deleted_run IS NULL
            """;
        yield return $"SELECT i.{name}, i.{name}_vid, 1, i.ord FROM temp.item i JOIN temp.flip f ON f.sid = i.{name}";
    }

    private static IEnumerable<string> OfMembers()
    {
        yield return """
            SELECT m.sid, coalesce(m.own, f.old), count(*), 0 FROM temp.flip f CROSS JOIN main.team_member m ON m.sid = f.sid GROUP BY 1, 2
            """;
        yield return """
            SELECT m.sid, coalesce(m.own, f.old), -1, 0
            FROM (SELECT oid FROM temp.item WHERE oid IS NOT NULL UNION ALL SELECT oid FROM temp.dying) gone
            CROSS JOIN main.team_member m ON m.oid = gone.oid JOIN temp.flip f ON f.sid = m.sid
            """;
        yield return "SELECT m.sid, m.vid, 1, m.ord FROM temp.member m JOIN temp.flip f ON f.sid = m.sid";
    }
}
