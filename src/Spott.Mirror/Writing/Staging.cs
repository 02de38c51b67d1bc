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

    // ord: the place in the run's listing, from 1. What is read goes into the wide table, and is only read again; what becomes of it, the
    // numbers of what is said (X), of what is said of it (X_vid) and of what is said otherwise than its subject says (X_own), into the
    // narrow one.
    private static readonly string CreateTables = $"""
        CREATE TEMP TABLE item (
            ord INTEGER PRIMARY KEY, id TEXT NOT NULL, oid INTEGER, is_new INTEGER NOT NULL DEFAULT 0, team TEXT,
            {string.Join(", ", References.Select(name => $"{name} INTEGER, {name}_vid INTEGER, {name}_own INTEGER"))});
        CREATE TEMP TABLE data (
            ord INTEGER PRIMARY KEY, {string.Join(", ", References.Select(name => $"{name}_id TEXT, {name}_body TEXT"))},
            {string.Join(", ", OwnFields.All.Select(field => field.Column))});
        CREATE TEMP TABLE member (
            ord INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT, body TEXT, sid INTEGER, vid INTEGER, own INTEGER, PRIMARY KEY (ord, position)) WITHOUT ROWID;
        """;

    private static readonly string InsertData =
        $"INSERT INTO temp.data (ord, {string.Join(", ", References.Select(name => $"{name}_id, {name}_body"))}, {Schema.OwnColumns}) "
        + $"VALUES ({string.Join(", ", Enumerable.Repeat("?", 1 + (2 * References.Length) + OwnFields.All.Count))})";

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _insertItem;
    private readonly SqliteStatement _insertData;
    private readonly SqliteStatement _insertMember;

    private readonly ErasedContacts? _erased;
    private readonly BodyWriter _bodies = new();
    private long _ord;

    internal Staging(SqliteDatabase database)
    {
        _database = database;
        _erased = ErasedContacts.Of(database);
        database.Execute(CreateTables);
        database.Execute("SAVEPOINT staging");
        _insertItem = database.Prepare("INSERT INTO temp.item (ord, id) VALUES (?, ?)");
        _insertData = database.Prepare(InsertData);
        _insertMember = database.Prepare("INSERT INTO temp.member (ord, position, id, body) VALUES (?, ?, ?, ?)");
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
        {
            _insertData.Bind(column++, subject.GetId(item));
            _insertData.Bind(column++, _bodies.Of(subject, item));
        }

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
            DELETE FROM temp.member WHERE NOT EXISTS (SELECT 1 FROM temp.item WHERE item.ord = member.ord);
            """);
    }

    public void Dispose()
    {
        _insertItem.Dispose();
        _insertData.Dispose();
        _insertMember.Dispose();
        _bodies.Dispose();
    }

    private void Add(Contact person, int position)
    {
        _insertMember.Bind(0, _ord);
        _insertMember.Bind(1, position);
        _insertMember.Bind(2, Subjects.Contact.GetId(person));
        _insertMember.Bind(3, _bodies.Of(Subjects.Contact, person) ?? "{}");
        _insertMember.Run();
    }
}
