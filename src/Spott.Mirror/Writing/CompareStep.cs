using System;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds the rows that are to be written, by columns. <c>temp.own</c> has what is said of a subject otherwise than its value, so that it is
/// the opportunity's own; <c>temp.touched</c> has those that there were before: with the place in the listing,
/// or without one where only a subject's value moved away from under a row, or towards it.
/// </summary>
internal static class CompareStep
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    internal static void Run(RunContext context)
    {
        SqliteDatabase database = context.Database;
        database.Execute($"""
            INSERT INTO main.subject_value (vid, sid, kind, body, seen_run) SELECT vid, sid, kind, body, 0 FROM temp.said WHERE is_new = 1;
            INSERT INTO main.subject (sid, kind, id, vid, from_run)
                SELECT n.sid, n.kind, n.id, f.new, {context.Number} FROM temp.new_subject n JOIN temp.flip f ON f.sid = n.sid;
            CREATE TEMP TABLE own (vid INTEGER PRIMARY KEY);
            INSERT INTO temp.own SELECT vid FROM temp.said WHERE sid IS NULL;
            INSERT INTO temp.own SELECT d.vid FROM temp.said d JOIN temp.disputed p ON p.sid = d.sid LEFT JOIN temp.flip f ON f.sid = d.sid
                WHERE d.vid IS NOT coalesce(f.new, p.old);
            UPDATE temp.item SET {string.Join(", ", References.Select(name => $"{name}_own = CASE WHEN {IsOwn(name)} THEN {name}_vid END"))}
                WHERE {string.Join(" OR ", References.Select(IsOwn))};
            UPDATE temp.member SET own = vid WHERE vid IN (SELECT vid FROM temp.own);
            UPDATE temp.item SET team = ({Schema.Team("temp.member", "ord = item.ord")}) WHERE is_same = 0;

            CREATE TEMP TABLE touched (oid INTEGER PRIMARY KEY, ord INTEGER);
            INSERT INTO temp.touched SELECT c.oid, i.ord FROM temp.item i JOIN temp.data a ON a.ord = i.ord CROSS JOIN main.opportunity_present c ON c.oid = i.oid
                WHERE c.deleted_run IS NOT NULL OR {string.Join(" OR ", Schema.DataColumns().Select(column => $"{Staging.Source(column)} IS NOT c.{column}"))};
            {Undermined(Elsewhere)}
            """);
    }

    /// <summary>
    /// SQL that puts into <c>temp.touched</c> what a subject's value of <c>temp.flip</c> moves away from under, or towards.
    /// </summary>
    /// <param name="which">SQL of which of them, by the SQL of their number.</param>
    internal static string Undermined(Func<string, string> which) => $"""
        {string.Join("\n", References.Select(name => Undermined(name, which)))}
        INSERT OR IGNORE INTO temp.touched SELECT m.oid, NULL FROM temp.flip f CROSS JOIN main.team_member m ON m.sid = f.sid
            WHERE f.old IS NOT NULL AND (m.own IS NULL OR m.own = f.new) AND {which("m.oid")};
        """;

    private static string IsOwn(string name) => $"{name}_vid IN (SELECT vid FROM temp.own)";

    private static string Undermined(string name, Func<string, string> which) => $"""
        INSERT OR IGNORE INTO temp.touched SELECT c.oid, NULL FROM temp.flip f CROSS JOIN main.opportunity_present c ON c.{name} = f.sid
            WHERE f.old IS NOT NULL AND c.deleted_run IS NULL AND (c.{name}_own IS NULL OR c.{name}_own = f.new) AND {which("c.oid")};
        """;

    private static string Elsewhere(string oid) =>
        $"NOT EXISTS (SELECT 1 FROM temp.item i WHERE i.oid = {oid} AND i.is_same = 0) "
        + $"AND NOT EXISTS (SELECT 1 FROM temp.dying d WHERE d.oid = {oid})";
}
