using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Ports;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// What a run has read so far, in temporary tables of its connection: no lock is held, and nothing of it outlives the connection.
/// </summary>
internal sealed class Staging : Listing
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    // ord: the place in the run's listing, from 1. What is read goes into the wide table, and is only read again. What becomes of it goes
    // into the narrow one, with the numbers of its subjects (X), of what it says of each (X_vid), and of what it says otherwise than the
    // subject itself (X_own). Of what is the same as before there is no more than that it was listed.
    private static readonly string CreateTables = $"""
        CREATE TEMP TABLE item (
            ord INTEGER PRIMARY KEY, id TEXT NOT NULL, oid INTEGER NOT NULL, is_new INTEGER NOT NULL, is_same INTEGER NOT NULL, first INTEGER, second INTEGER, team TEXT,
            {string.Join(", ", References.Select(name => $"{name} INTEGER, {name}_vid INTEGER, {name}_own INTEGER"))});
        CREATE TEMP TABLE data (
            ord INTEGER PRIMARY KEY, {string.Join(", ", OwnFields.All.Select(field => field.Column))});
        CREATE TEMP TABLE member (
            ord INTEGER NOT NULL, position INTEGER NOT NULL, sid INTEGER, vid INTEGER NOT NULL, own INTEGER, PRIMARY KEY (ord, position)) WITHOUT ROWID;
        """;

    private static readonly string InsertItem =
        "INSERT INTO temp.item (ord, id, oid, is_new, is_same, first, second, "
        + $"{string.Join(", ", References.Select(name => $"{name}, {name}_vid"))}) "
        + $"VALUES ({SqliteStatement.Marks(7 + (2 * References.Length))})";

    private const string InsertSame = "INSERT INTO temp.item (ord, id, oid, is_new, is_same) VALUES (?, ?, ?, 0, 1)";

    private static readonly string InsertData =
        $"INSERT INTO temp.data (ord, {Schema.OwnColumns}) VALUES ({SqliteStatement.Marks(1 + OwnFields.All.Count)})";

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _insertSame;
    private readonly SqliteStatement _insertItem;
    private readonly SqliteStatement _insertData;
    private readonly SqliteStatement _insertMember;

    private readonly ErasedContacts? _erased;
    private readonly KnownOpportunities _known;
    private readonly KnownSubjects _subjects;
    private readonly SaidIndex _said;
    private readonly long _lastRun;
    private long _ord;

    /// <param name="database">The mirror's.</param>
    /// <param name="lastRun">The number of the last run that was written into it.</param>
    internal Staging(SqliteDatabase database, long lastRun)
    {
        _database = database;
        _lastRun = lastRun;
        _erased = ErasedContacts.Of(database);
        database.Execute(CreateTables);
        _known = new KnownOpportunities(database);
        _subjects = new KnownSubjects(database);
        _said = new SaidIndex(_subjects, Paths);
        database.Execute("SAVEPOINT staging");
        _insertSame = database.Prepare(InsertSame);
        _insertItem = database.Prepare(InsertItem);
        _insertData = database.Prepare(InsertData);
        _insertMember = database.Prepare("INSERT INTO temp.member (ord, position, sid, vid) VALUES (?, ?, ?, ?)");
    }

    /// <summary>SQL of a row's column among what was staged: item <c>i</c>, data <c>a</c>.</summary>
    internal static string Source(string column) => (OwnFields.All.Any(field => field.Column == column) ? "a." : "i.") + column;

    [MethodImpl(HotPath.Options)]
    internal override void Add(Opportunity item)
    {
        _ord++;
        (long First, long Second)? source = KnownOpportunities.SourceOf(item);
        long number = _known.NumberOf(item.Id, source, out bool isNew, out bool isSame);
        SqliteStatement insert = isSame ? _insertSame : _insertItem;
        insert.Bind(0, _ord);
        insert.Bind(1, item.Id);
        insert.Bind(2, number);
        if (isSame)
        {
            insert.Run();
            return;
        }

        // A team without those who were erased is the team that the mirror has. A hash of a text that names them would be a trace of them.
        IReadOnlyList<Contact> people = _erased?.Without(item.ClientTeam) ?? item.ClientTeam;
        if (people.Count < item.ClientTeam.Count)
            source = null;
        insert.Bind(3, isNew ? 1 : 0);
        insert.Bind(4, 0);
        insert.Bind(5, source?.First);
        insert.Bind(6, source?.Second);
        int column = 7;
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            Said? said = _said.OfReference(subject, item);
            insert.Bind(column++, said?.Sid);
            insert.Bind(column++, said?.Vid);
        }

        insert.Run();
        _insertData.Bind(0, _ord);
        BindOwn(_insertData, 1, item);
        _insertData.Run();
        int position = 0;
        foreach (Contact person in people)
            Add(person, position++);
    }

    internal override MirrorOutcome Commit(MirrorRunEnd end)
    {
        Finish();
        return new RunTransaction(_database, end).Commit(_lastRun, Paths);
    }

    public override void Dispose()
    {
        _insertSame.Dispose();
        _insertItem.Dispose();
        _insertData.Dispose();
        _insertMember.Dispose();
        _known.Dispose();
        _said.Dispose();
        _subjects.Dispose();
    }

    /// <summary>Leaves each id once.</summary>
    private void Finish()
    {
        _database.Execute("""
            RELEASE staging;
            CREATE INDEX temp.item_id ON item (id, ord);
            DELETE FROM temp.item WHERE EXISTS (SELECT 1 FROM temp.item later WHERE later.id = item.id AND later.ord > item.ord);
            """);
        if (_database.Count("SELECT count(*) FROM temp.item") == _ord)
            return;
        string said = string.Concat(References.Select(name => $"SELECT {name}_vid FROM temp.item WHERE {name}_vid IS NOT NULL UNION ALL "));
        _database.Execute($"""
            DELETE FROM temp.member WHERE NOT EXISTS (SELECT 1 FROM temp.item WHERE item.ord = member.ord);
            DELETE FROM temp.said WHERE vid NOT IN ({said}SELECT vid FROM temp.member);
            DELETE FROM temp.new_subject WHERE sid NOT IN (SELECT sid FROM temp.said WHERE sid IS NOT NULL);
            """);
    }

    private void Add(Contact person, int position)
    {
        _insertMember.Bind(0, _ord);
        _insertMember.Bind(1, position);
        Said said = _said.OfMember(person);
        _insertMember.Bind(2, said.Sid);
        _insertMember.Bind(3, said.Vid);
        _insertMember.Run();
    }
}
