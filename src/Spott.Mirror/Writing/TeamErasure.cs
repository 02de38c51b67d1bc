using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>Takes people out of the teams, of the present and of every past version.</summary>
internal sealed class TeamErasure
{
    private readonly SqliteDatabase _database;
    private readonly HashSet<long> _sids;
    private readonly HashSet<long> _vids;

    internal TeamErasure(SqliteDatabase database, ContactSearch search)
    {
        _database = database;
        _sids = search.Sids.ToHashSet();
        _vids = search.Vids.ToHashSet();
    }

    /// <returns>In how many places they were.</returns>
    internal long Run()
    {
        HashSet<long> touched = new();
        long places = 0;
        List<(long Oid, string? Team)> present = Changed("SELECT oid, team FROM opportunity_present WHERE team IS NOT NULL")
            .Select(row => (row.Oid, row.Team)).ToList();
        foreach ((long oid, string? team) in present)
        {
            _database.Execute("UPDATE opportunity_present SET team = ? WHERE oid = ?", team, oid);
            // It is of a text that names them: who guesses that text could see that he is right.
            _database.Execute("DELETE FROM opportunity_source WHERE oid = ?", oid);
        }

        List<(long Oid, long FromRun, string? Team)> past =
            Changed("SELECT oid, team, from_run FROM opportunity_past WHERE team IS NOT NULL");
        foreach ((long oid, long fromRun, string? team) in past)
            _database.Execute("UPDATE opportunity_past SET team = ? WHERE oid = ? AND from_run = ?", team, oid, fromRun);
        _database.Execute(
            "DELETE FROM team_member WHERE sid IN (SELECT sid FROM temp.gone_subject) OR own IN (SELECT vid FROM temp.gone_value)");
        // Who is left moves up: a place in a team tells of nobody who was before it.
        foreach ((long oid, _) in present)
        {
            _database.Execute(
                """
                UPDATE team_member AS m SET position =
                    (SELECT count(*) FROM team_member b WHERE b.oid = m.oid AND b.position < m.position) WHERE m.oid = ?
                """,
                oid);
        }

        places += present.Count + past.Count;
        touched.UnionWith(present.Select(row => row.Oid).Concat(past.Select(row => row.Oid)));
        return places + RemoveSilentChanges(touched);
    }

    private List<(long Oid, long FromRun, string? Team)> Changed(string sql)
    {
        List<(long, long, string?)> changed = new();
        bool hasRun = sql.Contains("from_run", StringComparison.Ordinal);
        foreach (SqliteStatement row in _database.Rows(sql))
        {
            string team = row.Text(1);
            if (Without(team) is var left && left != team)
                changed.Add((row.Number(0), hasRun ? row.Number(2) : 0, left));
        }

        return changed;
    }

    private string? Without(string team)
    {
        string[] members = team.Split(',');
        string[] left = members.Zip(TeamText.Members(team))
            .Where(pair => !(pair.Second.Sid is { } sid && _sids.Contains(sid)) && !(pair.Second.Own is { } own && _vids.Contains(own)))
            .Select(pair => pair.First).ToArray();
        return left.Length == members.Length ? team : left.Length == 0 ? null : string.Join(',', left);
    }

    /// <summary>A change of a team whose people are now the same before and after it said nothing but of those who are gone.</summary>
    private long RemoveSilentChanges(HashSet<long> touched)
    {
        const string Sql = """
            SELECT l.sequence, l.target, {0}, {1} FROM change_log l JOIN opportunity_present c ON c.oid = l.target
            WHERE l.subject = 0 AND l.property = 'ClientTeam'
            """;
        List<long> silent = new();
        foreach (SqliteStatement row in _database.Rows(
            string.Format(CultureInfo.InvariantCulture, Sql, TeamAsOf("l.run - 1"), TeamAsOf("l.run"))))
        {
            if (touched.Contains(row.Number(1)) && TeamText.HaveSamePeople(row.TextOrNull(2), row.TextOrNull(3)))
                silent.Add(row.Number(0));
        }

        foreach (long sequence in silent)
        {
            _database.Execute("DELETE FROM change_log WHERE sequence = ?", sequence);
            _database.Execute("DELETE FROM change_recent WHERE sequence = ?", sequence);
        }

        return silent.Count;
    }

    private static string TeamAsOf(string run) => $"""
        CASE WHEN c.from_run <= {run} THEN c.team
            ELSE (SELECT p.team FROM opportunity_past p WHERE p.oid = l.target AND p.from_run <= {run} AND p.to_run > {run}) END
        """;
}
