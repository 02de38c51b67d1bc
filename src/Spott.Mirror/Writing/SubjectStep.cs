using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Gives a number to everything that the run's items name, and to everything that they say of it, which <c>temp.said</c> has. Afterwards
/// <c>temp.item</c> and <c>temp.member</c> hold the numbers; <c>temp.new_subject</c> has what was never named before.
/// </summary>
internal static class SubjectStep
{
    internal static void Run(SqliteDatabase database)
    {
        long sids = database.Count("SELECT max(sid) FROM subject");
        long vids = database.Count("SELECT max(vid) FROM subject_value");
        database.Execute($"""
            UPDATE temp.said SET sid = (SELECT s.sid FROM main.subject s WHERE s.kind = said.kind AND s.id = said.id) WHERE id IS NOT NULL;

            CREATE TEMP TABLE new_subject (sid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL);
            INSERT INTO temp.new_subject
                SELECT {sids} + row_number() OVER (ORDER BY min(n)), kind, id FROM temp.said WHERE id IS NOT NULL AND sid IS NULL GROUP BY kind, id;
            CREATE INDEX temp.new_subject_id ON new_subject (kind, id);
            UPDATE temp.said SET sid = (SELECT s.sid FROM temp.new_subject s WHERE s.kind = said.kind AND s.id = said.id) WHERE id IS NOT NULL AND sid IS NULL;

            UPDATE temp.said SET vid = (SELECT v.vid FROM main.subject_value v WHERE v.sid = said.sid AND v.body = said.body) WHERE sid IS NOT NULL;
            UPDATE temp.said SET vid = (SELECT v.vid FROM main.subject_value v WHERE v.sid IS NULL AND v.kind = said.kind AND v.body = said.body) WHERE sid IS NULL;
            UPDATE temp.said SET is_new = 1, vid = {vids} + numbered.place
                FROM (SELECT n, row_number() OVER (ORDER BY n) AS place FROM temp.said WHERE vid IS NULL) numbered WHERE numbered.n = said.n;
            INSERT INTO main.subject_value (vid, sid, kind, body, seen_run) SELECT vid, sid, kind, body, 0 FROM temp.said WHERE is_new = 1;
            """);

        string[] names = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();
        database.Execute($"""
            UPDATE temp.item SET {string.Join(", ", names.Select(name => $"{name} = d_{name}.sid, {name}_vid = d_{name}.vid"))}
                FROM temp.data a {string.Join(" ", names.Select(name => $"LEFT JOIN temp.said d_{name} ON d_{name}.n = a.{name}_said"))}
                WHERE a.ord = item.ord;
            UPDATE temp.member SET (sid, vid) = (SELECT d.sid, d.vid FROM temp.said d WHERE d.n = member.said);
            """);
    }
}
