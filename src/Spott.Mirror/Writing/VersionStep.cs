using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>Ends the versions that hold no longer, writes the rows as they are from this run on, and notes who was seen.</summary>
/// <remarks>
/// SQLite knows nothing of how many rows a table has: a CROSS JOIN, and an IN beside a FROM, make it begin at the few that are touched, so
/// that a small run costs the same in a large mirror.
/// </remarks>
internal sealed class VersionStep
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    private static readonly string Data = string.Join(", ", Schema.DataColumns());

    private static readonly string Past = string.Join(
        ", ", Schema.DataColumns().Select(column => OwnFields.Long.Contains(column) ? column + "_text" : column));

    private readonly RunContext _context;
    private readonly SqliteDatabase _database;

    internal VersionStep(RunContext context)
    {
        _context = context;
        _database = context.Database;
    }

    /// <summary>Notes when the values that lose a say were last heard; before the changes are written, which tell of it.</summary>
    internal void NoteLastSeen()
    {
        const string Leaving = "(SELECT oid FROM temp.touched WHERE ord IS NOT NULL UNION ALL SELECT oid FROM temp.dying)";
        foreach (string name in References)
        {
            Note(
                $"SELECT coalesce(c.{name}_own, s.vid) AS vid, {_context.SeenRun} AS seen FROM {Leaving} l "
                + "CROSS JOIN main.opportunity_present c ON c.oid = l.oid "
                + $"LEFT JOIN main.subject s ON s.sid = c.{name} WHERE c.deleted_run IS NULL");
            Note(
                $"SELECT f.old AS vid, {_context.SeenRun} AS seen FROM temp.flip f CROSS JOIN main.opportunity_present c "
                + $"ON c.{name} = f.sid "
                + $"WHERE f.old IS NOT NULL AND c.deleted_run IS NULL AND c.{name}_own IS NULL");
        }

        Note(
            $"SELECT coalesce(m.own, s.vid) AS vid, {_context.SeenRun} AS seen FROM {Leaving} l "
            + "CROSS JOIN main.opportunity_present c ON c.oid = l.oid "
            + "CROSS JOIN main.team_member m ON m.oid = c.oid LEFT JOIN main.subject s ON s.sid = m.sid");
        Note(
            $"SELECT f.old AS vid, {_context.SeenRun} AS seen FROM temp.flip f CROSS JOIN main.team_member m ON m.sid = f.sid AND m.own IS "
            + $"NULL "
            + "CROSS JOIN main.opportunity_present c ON c.oid = m.oid WHERE f.old IS NOT NULL");
    }

    internal void Run()
    {
        EndVersions();
        WriteListed();
        WriteUndermined(_database, _context.Number);
        WriteDying();
        WriteNew();
        MoveSubjects();
        NoteSeen();
        NoteSources();
    }

    private void Note(string seen) => _database.Execute($"""
        UPDATE main.subject_value AS v SET seen_run = x.seen
            FROM (SELECT vid, max(seen) AS seen FROM ({seen}) WHERE vid IS NOT NULL GROUP BY vid) x WHERE v.vid = x.vid AND v.vid IN (SELECT vid FROM ({seen})) AND x.seen > v.seen_run
        """);

    private void EndVersions()
    {
        const string Ending = "(SELECT oid FROM temp.touched UNION ALL SELECT oid FROM temp.dying)";
        foreach (string column in OwnFields.Long)
        {
            // A text is written apart when its version ends, and again only when it has changed since.
            long texts = _database.Count("SELECT max(id) FROM text");
            _database.Execute($"""
                UPDATE main.opportunity_present AS c SET {column}_text = {texts} + numbered.place FROM
                    (SELECT p.oid, row_number() OVER (ORDER BY p.oid) AS place FROM {Ending} e CROSS JOIN main.opportunity_present p ON p.oid = e.oid
                     WHERE p.{column} IS NOT NULL AND p.{column}_text IS NULL) numbered
                    WHERE numbered.oid = c.oid AND c.oid IN {Ending};
                INSERT INTO main.text (id, body) SELECT c.{column}_text, c.{column} FROM {Ending} e CROSS JOIN main.opportunity_present c ON c.oid = e.oid
                    WHERE c.{column}_text > {texts};
                """);
        }

        _database.Execute($"""
            INSERT INTO main.opportunity_past (oid, from_run, to_run, deleted_run, {Past})
                SELECT c.oid, c.from_run, {_context.Number}, c.deleted_run, {string.Join(", ", Past.Split(", ").Select(column => "c." + column))}
                FROM {Ending} e CROSS JOIN main.opportunity_present c ON c.oid = e.oid
            """);
    }

    /// <remarks>
    /// SQLite writes an index anew when a statement sets one of its columns, whatever to. So what an index has is set apart, and only where
    /// it differs: otherwise a small run writes a page of each index for each of its rows in a large mirror.
    /// </remarks>
    private void WriteListed()
    {
        string data = string.Join(
            ", ", OwnFields.All.Select(field => field.Column).Append("team").Select(column => $"{column} = {Staging.Source(column)}"));
        string texts = string.Join(
            ", ", OwnFields.Long.Select(column => $"{column}_text = CASE WHEN c.{column} IS a.{column} THEN c.{column}_text END"));
        _database.Execute($"""
            CREATE TEMP TABLE other_team AS SELECT t.oid, t.ord FROM temp.touched t JOIN temp.item i ON i.ord = t.ord CROSS JOIN main.opportunity_present c ON c.oid = t.oid
                WHERE c.deleted_run IS NOT NULL OR c.team IS NOT i.team;
            DELETE FROM main.team_member WHERE oid IN (SELECT oid FROM temp.other_team);
            INSERT INTO main.team_member (oid, position, sid, own) SELECT t.oid, m.position, m.sid, m.own FROM temp.other_team t JOIN temp.member m ON m.ord = t.ord;
            UPDATE main.opportunity_present AS c SET deleted_run = NULL, missing_run = NULL
                FROM temp.touched t WHERE t.ord IS NOT NULL AND c.oid = t.oid AND c.oid IN (SELECT oid FROM temp.touched)
                AND (c.deleted_run IS NOT NULL OR c.missing_run IS NOT NULL);
            {string.Join("\n", References.Select(Moved))}
            UPDATE main.opportunity_present AS c SET from_run = {_context.Number}, seen_run = {_context.Number}, {texts}, {data}
                FROM temp.touched t JOIN temp.item i ON i.ord = t.ord JOIN temp.data a ON a.ord = t.ord WHERE c.oid = t.oid AND c.oid IN (SELECT oid FROM temp.touched);
            """);
    }

    private static string Moved(string name) => $"""
        UPDATE main.opportunity_present AS c SET {name} = i.{name}, {name}_own = i.{name}_own
            FROM temp.touched t JOIN temp.item i ON i.ord = t.ord WHERE c.oid = t.oid AND c.oid IN (SELECT oid FROM temp.touched)
            AND (c.{name} IS NOT i.{name} OR c.{name}_own IS NOT i.{name}_own);
        """;

    /// <summary>
    /// Writes the rows of <c>temp.touched</c> without a place in the listing: they stay as they are while a subject's value moves, as
    /// <c>temp.flip</c> says.
    /// </summary>
    internal static void WriteUndermined(SqliteDatabase database, long run)
    {
        foreach (string name in References)
        {
            database.Execute($"""
                UPDATE main.opportunity_present AS c SET {name}_own = CASE WHEN c.{name}_own IS NULL THEN f.old END
                    FROM temp.touched t, temp.flip f
                    WHERE t.ord IS NULL AND c.oid = t.oid AND c.oid IN (SELECT oid FROM temp.touched) AND f.sid = c.{name} AND f.old IS NOT NULL AND (c.{name}_own IS NULL OR c.{name}_own = f.new)
                """);
        }

        database.Execute($"""
            UPDATE main.team_member AS m SET own = CASE WHEN m.own IS NULL THEN f.old END
                FROM temp.touched t, temp.flip f
                WHERE t.ord IS NULL AND m.oid = t.oid AND m.oid IN (SELECT oid FROM temp.touched) AND f.sid = m.sid AND f.old IS NOT NULL AND (m.own IS NULL OR m.own = f.new);
            UPDATE main.opportunity_present AS c SET from_run = {run}, team = ({Schema.Team("main.team_member", "oid = c.oid")})
                FROM temp.touched t WHERE t.ord IS NULL AND c.oid = t.oid AND c.oid IN (SELECT oid FROM temp.touched);
            """);
    }

    /// <summary>What is deleted keeps what was said of it, whatever becomes of its subjects.</summary>
    private void WriteDying() => _database.Execute($"""
        UPDATE main.team_member AS m SET own = (SELECT s.vid FROM main.subject s WHERE s.sid = m.sid)
            FROM temp.dying d WHERE m.oid = d.oid AND m.oid IN (SELECT oid FROM temp.dying) AND m.own IS NULL;
        UPDATE main.opportunity_present AS c SET from_run = {_context.Number}, deleted_run = {_context.Number},
            {string.Join(", ", References.Select(name => $"{name}_own = coalesce(c.{name}_own, (SELECT s.vid FROM main.subject s WHERE s.sid = c.{name}))"))},
            team = ({Schema.Team("main.team_member", "oid = c.oid")})
            FROM temp.dying d WHERE c.oid = d.oid AND c.oid IN (SELECT oid FROM temp.dying);
        DELETE FROM main.team_member WHERE oid IN (SELECT oid FROM temp.dying);
        """);

    private void WriteNew() => _database.Execute($"""
        INSERT INTO main.opportunity_present (oid, id, from_run, seen_run, {Data})
            SELECT i.oid, i.id, {_context.Number}, {_context.Number}, {string.Join(", ", Schema.DataColumns().Select(Staging.Source))}
            FROM temp.item i JOIN temp.data a ON a.ord = i.ord WHERE i.is_new = 1 ORDER BY i.ord;
        INSERT INTO main.team_member (oid, position, sid, own) SELECT i.oid, m.position, m.sid, m.own FROM temp.item i JOIN temp.member m ON m.ord = i.ord WHERE i.is_new = 1;
        """);

    private void MoveSubjects() => _database.Execute($"""
        INSERT INTO main.subject_past (sid, from_run, to_run, vid) SELECT s.sid, s.from_run, {_context.Number}, s.vid
            FROM temp.flip f CROSS JOIN main.subject s ON s.sid = f.sid WHERE f.old IS NOT NULL;
        UPDATE main.subject AS s SET vid = f.new, from_run = {_context.Number} FROM temp.flip f WHERE f.sid = s.sid AND s.sid IN (SELECT sid FROM temp.flip) AND f.old IS NOT NULL;
        """);

    private void NoteSeen()
    {
        // A full run that counts saw all but the missing; what another one saw is written down.
        string which = _context.IsEvidence ? "c.missing_run IS NOT NULL AND c.deleted_run IS NULL" : "c.seen_run < " + _context.Number;
        _database.Execute($"""
            UPDATE main.opportunity_present AS c SET seen_run = {_context.Number}, missing_run = NULL FROM temp.item i WHERE c.oid = i.oid AND c.oid IN (SELECT oid FROM temp.item) AND {which};
            UPDATE main.opportunity_present AS c SET seen_run = max(c.seen_run, {_context.LastEvidence}), missing_run = {_context.Number}
                FROM temp.absent a WHERE c.oid = a.oid AND c.oid IN (SELECT oid FROM temp.absent);
            """);
        _context.Run.MissingCount = _database.Count("SELECT count(*) FROM temp.absent");
    }

    private void NoteSources() => _database.Execute("""
        DELETE FROM main.opportunity_source WHERE oid IN (SELECT oid FROM temp.dying UNION ALL SELECT oid FROM temp.item WHERE is_same = 0 AND first IS NULL);
        INSERT OR REPLACE INTO main.opportunity_source (oid, first, second)
            SELECT oid, first, second FROM temp.item WHERE is_same = 0 AND first IS NOT NULL ORDER BY oid;
        """);
}
