using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Ports;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>
/// The first run into a mirror that holds nothing yet. There is nothing to compare, and nobody who could read, so its one transaction
/// begins with the first item: what is listed goes straight into the tables while the run waits for its next page.
/// </summary>
internal sealed class FirstListing : Listing
{
    private static readonly int Columns = 4 + Schema.DataColumns().Count();

    private readonly SqliteDatabase _database;
    private readonly FirstSubjects _subjects;
    private readonly SaidIndex _said;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _insertMember;
    private readonly SqliteStatement _insertSource;
    private readonly StringBuilder _team = new();
    private long _oid;

    internal FirstListing(SqliteDatabase database)
    {
        _database = database;
        RunTransaction.Begin(database, isNew: true);
        _subjects = new FirstSubjects(database, RunTransaction.FirstNumber);
        _said = new SaidIndex(_subjects, Paths);
        // OR REPLACE would keep a journal of each statement.
        _insert = database.Prepare(
            $"INSERT INTO main.opportunity_present (oid, id, from_run, seen_run, {string.Join(", ", Schema.DataColumns())}) "
            + $"VALUES ({SqliteStatement.Marks(Columns)}) ON CONFLICT (id) DO NOTHING");
        _delete = database.Prepare("DELETE FROM main.opportunity_present WHERE id = ?");
        _insertMember = database.Prepare("INSERT INTO main.team_member (oid, position, sid, own) VALUES (?, ?, ?, ?)");
        _insertSource = database.Prepare("INSERT INTO main.opportunity_source (oid, first, second) VALUES (?, ?, ?)");
        _insert.Bind(2, RunTransaction.FirstNumber);
        _insert.Bind(3, RunTransaction.FirstNumber);
    }

    [MethodImpl(HotPath.Options)]
    internal override void Add(Opportunity item)
    {
        _oid++;
        _insert.Bind(0, _oid);
        _insert.Bind(1, item.Id);
        int column = 4;
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            Said? said = _said.OfReference(subject, item);
            _insert.Bind(column++, said?.Sid);
            _insert.Bind(column++, said is { } its ? FirstSubjects.OwnOf(its) : null);
        }

        _insert.Bind(column++, TeamOf(item));
        BindOwn(_insert, column, item);
        _insert.Run();
        if (_database.Changes() == 0)
            Replace(item.Id);
        if (KnownOpportunities.SourceOf(item) is not { } source)
            return;
        _insertSource.Bind(0, _oid);
        _insertSource.Bind(1, source.First);
        _insertSource.Bind(2, source.Second);
        _insertSource.Run();
    }

    internal override MirrorOutcome Commit(MirrorRunEnd end)
    {
        long count = _database.Count("SELECT count(*) FROM main.opportunity_present");
        if (count < _oid)
            FirstVote.ForgetRepeated(_database);
        FirstVote.Run(_database);
        return new RunTransaction(_database, end).CommitFirst(count, Paths);
    }

    public override void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
        _insertMember.Dispose();
        _insertSource.Dispose();
        _said.Dispose();
        _subjects.Dispose();
    }

    // Of an id that is listed twice the later one stays; the other's team and values are left over, see Commit.
    private void Replace(string id)
    {
        _delete.Bind(0, id);
        _delete.Run();
        _insert.Run();
    }

    private string? TeamOf(Opportunity item)
    {
        _team.Clear();
        int position = 0;
        foreach (Contact person in item.ClientTeam)
        {
            Said said = _said.OfMember(person);
            long? own = FirstSubjects.OwnOf(said);
            TeamText.Append(_team, said.Sid, own);
            _insertMember.Bind(0, _oid);
            _insertMember.Bind(1, position++);
            _insertMember.Bind(2, said.Sid);
            _insertMember.Bind(3, own);
            _insertMember.Run();
        }

        return position == 0 ? null : _team.ToString();
    }
}
