using System;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>
/// What a run has read so far, in temporary tables of its connection: no lock is held, and nothing of it outlives the connection.
/// </summary>
internal sealed class Staging : IDisposable
{
    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    // ord: the place in the run's listing, from 1. What is read goes into the wide table, and is only read again; X_said: what it says of a
    // subject, in temp.said. What becomes of it, the
    // numbers of what is said (X), of what is said of it (X_vid) and of what is said otherwise than its subject says (X_own), into the
    // narrow one.
    private static readonly string CreateTables = $"""
        CREATE TEMP TABLE item (
            ord INTEGER PRIMARY KEY, id TEXT NOT NULL, oid INTEGER, is_new INTEGER NOT NULL DEFAULT 0, team TEXT,
            {string.Join(", ", References.Select(name => $"{name} INTEGER, {name}_vid INTEGER, {name}_own INTEGER"))});
        CREATE TEMP TABLE data (
            ord INTEGER PRIMARY KEY, {string.Join(", ", References.Select(name => $"{name}_said INTEGER"))},
            {string.Join(", ", OwnFields.All.Select(field => field.Column))});
        CREATE TEMP TABLE member (
            ord INTEGER NOT NULL, position INTEGER NOT NULL, said INTEGER NOT NULL, sid INTEGER, vid INTEGER, own INTEGER, PRIMARY KEY (ord, position)) WITHOUT ROWID;
        """;

    private static readonly string InsertData =
        $"INSERT INTO temp.data (ord, {string.Join(", ", References.Select(name => $"{name}_said"))}, {Schema.OwnColumns}) "
        + $"VALUES ({string.Join(", ", Enumerable.Repeat("?", 1 + References.Length + OwnFields.All.Count))})";

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _insertItem;
    private readonly SqliteStatement _insertData;
    private readonly SqliteStatement _insertMember;

    private readonly ErasedContacts? _erased;
    private readonly SaidIndex _said;
    private long _ord;

    internal Staging(SqliteDatabase database)
    {
        _database = database;
        _erased = ErasedContacts.Of(database);
        database.Execute(CreateTables);
        _said = new SaidIndex(database);
        database.Execute("SAVEPOINT staging");
        _insertItem = database.Prepare("INSERT INTO temp.item (ord, id) VALUES (?, ?)");
        _insertData = database.Prepare(InsertData);
        _insertMember = database.Prepare("INSERT INTO temp.member (ord, position, said) VALUES (?, ?, ?)");
    }

    /// <summary>SQL of a row's column among what was staged: item <c>i</c>, data <c>a</c>.</summary>
    internal static string Source(string column) => (OwnFields.All.Any(field => field.Column == column) ? "a." : "i.") + column;

    internal void Add(Opportunity item)
    {
        _insertItem.Bind(0, ++_ord);
        _insertItem.Bind(1, item.Id);
        _insertItem.Run();
        _insertData.Bind(0, _ord);
        int column = 1;
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
            _insertData.Bind(column++, _said.NumberOrNull(subject, item));

        foreach (MirroredField<Opportunity> field in OwnFields.All)
            _insertData.BindCell(column++, Cell.Of(field.Kind, field.Get(item)));
        _insertData.Run();
        int position = 0;
        foreach (Contact person in item.ClientTeam)
        {
            // A team without those who were erased is the team that the mirror has.
            if (_erased?.Has(person) != true)
                Add(person, position++);
        }
    }

    /// <summary>Leaves each id once: of one that was listed twice the later one counts.</summary>
    internal void Finish()
    {
        _database.Execute("""
            RELEASE staging;
            CREATE INDEX temp.item_id ON item (id, ord);
            DELETE FROM temp.item WHERE EXISTS (SELECT 1 FROM temp.item later WHERE later.id = item.id AND later.ord > item.ord);
            """);
        if (_database.Count("SELECT count(*) FROM temp.item") == _ord)
            return;
        string said = string.Concat(References.Select(
            name => $"SELECT a.{name}_said FROM temp.item i JOIN temp.data a ON a.ord = i.ord WHERE a.{name}_said IS NOT NULL UNION ALL "));
        _database.Execute($"""
            DELETE FROM temp.member WHERE NOT EXISTS (SELECT 1 FROM temp.item WHERE item.ord = member.ord);
            DELETE FROM temp.said WHERE n NOT IN ({said}SELECT said FROM temp.member);
            """);
    }

    public void Dispose()
    {
        _insertItem.Dispose();
        _insertData.Dispose();
        _insertMember.Dispose();
        _said.Dispose();
    }

    private void Add(Contact person, int position)
    {
        _insertMember.Bind(0, _ord);
        _insertMember.Bind(1, position);
        _insertMember.Bind(2, _said.NumberOf(Subjects.Contact, person));
        _insertMember.Run();
    }
}
