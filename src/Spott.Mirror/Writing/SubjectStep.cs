using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// Gives a number to everything that the run's items name, and to everything that they say of it. Afterwards <c>temp.item</c> and
/// <c>temp.member</c> hold the numbers; <c>temp.new_subject</c> has what was never named before.
/// </summary>
internal static class SubjectStep
{
    private static readonly int Contact = (int)ChangeSubject.Contact;

    internal static void Run(SqliteDatabase database)
    {
        long sids = database.Count("SELECT max(sid) FROM subject");
        long vids = database.Count("SELECT max(vid) FROM subject_value");
        database.Execute(
            "CREATE TEMP TABLE said (n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT, body TEXT NOT NULL, sid INTEGER, vid "
            + "INTEGER, is_new INTEGER)");
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            string name = Subjects.Column(subject);
            database.Execute($"""
                INSERT INTO temp.said (kind, id, body)
                SELECT {(int)subject.Kind}, a.{name}_id, a.{name}_body FROM temp.item i JOIN temp.data a ON a.ord = i.ord
                WHERE a.{name}_body IS NOT NULL GROUP BY 2, 3 ORDER BY min(i.ord)
                """);
        }

        database.Execute($"""
            INSERT INTO temp.said (kind, id, body) SELECT {Contact}, id, body FROM temp.member GROUP BY id, body ORDER BY min(ord * 100000 + position);
            CREATE INDEX temp.said_key ON said (kind, id, body);
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

        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            string name = Subjects.Column(subject);
            database.Execute($"""
                UPDATE temp.item SET {name} = d.sid, {name}_vid = d.vid FROM temp.data a JOIN temp.said d ON d.body = a.{name}_body AND d.id IS a.{name}_id
                WHERE a.ord = item.ord AND d.kind = {(int)subject.Kind}
                """);
        }

        database.Execute($"""
            UPDATE temp.member SET (sid, vid) =
                (SELECT d.sid, d.vid FROM temp.said d WHERE d.kind = {Contact} AND d.id IS member.id AND d.body = member.body);
            """);
    }
}
