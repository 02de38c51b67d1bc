using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Decides what a subject's value is where the opportunities of a first run disagree, by the rule of <see cref="VoteStep"/>: what most
/// say, in a tie what was said last. Until then it is what was said first, which has the subject's own number.
/// </summary>
internal static class FirstVote
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    private static readonly string SaidBySubject = string.Join(
        " UNION ALL ",
        References
            .Select(name => $"""
                SELECT {name} AS sid, coalesce({name}_own, {name}) AS vid, oid FROM main.opportunity_present
                    WHERE {name} IS NOT NULL OR {name}_own IS NOT NULL
                """)
            .Append("SELECT sid, coalesce(own, sid), oid FROM main.team_member"));

    /// <summary>Forgets what only those said that were listed once more.</summary>
    internal static void ForgetRepeated(SqliteDatabase database) => database.Execute($"""
        DELETE FROM main.team_member WHERE oid NOT IN (SELECT oid FROM main.opportunity_present);
        DELETE FROM main.opportunity_source WHERE oid NOT IN (SELECT oid FROM main.opportunity_present);
        CREATE TEMP TABLE kept AS SELECT DISTINCT sid, vid FROM ({SaidBySubject});
        DELETE FROM main.subject_value WHERE vid NOT IN (SELECT vid FROM temp.kept);
        DELETE FROM main.subject WHERE sid NOT IN (SELECT sid FROM temp.kept WHERE sid IS NOT NULL);
        DELETE FROM temp.disputed WHERE sid NOT IN (SELECT sid FROM main.subject);
        """);

    internal static void Run(SqliteDatabase database)
    {
        if (database.Count("SELECT count(*) FROM temp.disputed") == 0)
            return;
        database.Execute($"""
            CREATE TEMP TABLE vote AS SELECT s.sid, s.vid, count(*) AS votes, max(s.oid) AS last FROM ({SaidBySubject}) s
                WHERE s.sid IN (SELECT sid FROM temp.disputed) GROUP BY 1, 2;
            CREATE INDEX temp.vote_sid ON vote (sid);
            CREATE TEMP TABLE flip (sid INTEGER PRIMARY KEY, old INTEGER, new INTEGER NOT NULL);
            INSERT INTO temp.flip SELECT sid, sid, new FROM (SELECT sid, {VoteStep.Winner} AS new FROM temp.disputed d) WHERE new <> sid;
            CREATE TEMP TABLE touched (oid INTEGER PRIMARY KEY, ord INTEGER);
            {CompareStep.Undermined(_ => "true")}
            UPDATE main.subject AS s SET vid = f.new FROM temp.flip f WHERE s.sid = f.sid AND s.sid IN (SELECT sid FROM temp.flip);
            """);
        VersionStep.WriteUndermined(database, RunTransaction.FirstNumber);
    }
}
