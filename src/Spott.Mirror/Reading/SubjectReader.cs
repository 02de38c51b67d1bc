using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Reading;

/// <summary>Puts what is said of stages, companies, owners and contacts into the records that name them, as of a run.</summary>
internal sealed class SubjectReader : IDisposable
{
    // What opportunities name is shared by many of them: so many are kept at hand, as much as a page of memory or two.
    private const int MostKept = 20_000;

    // As of a run: the value that holds from it or an earlier one on, and was not yet another's place.
    private const string ValueAsOf = """
        CASE WHEN s.from_run <= ?2 THEN s.vid
            ELSE (SELECT p.vid FROM subject_past p WHERE p.sid = s.sid AND p.from_run <= ?2 AND p.to_run > ?2) END
        """;

    private readonly SqliteDatabase _database;
    private readonly Dictionary<(long Sid, long Run), long?> _values = new();
    private readonly Dictionary<long, SaidOfSubject> _kept = new();
    private readonly StoredTeam.Builder _team = new();
    private SqliteStatement? _bySubject;
    private SqliteStatement? _byValue;
    private SqliteStatement? _valueOfSubject;

    internal SubjectReader(SqliteDatabase database) => _database = database;

    // Each where it is first needed: of the last days' changes few are.
    private SqliteStatement BySubject => _bySubject ??= _database.Prepare(
        $"SELECT s.id, v.body FROM subject s JOIN subject_value v ON v.vid = {ValueAsOf} WHERE s.sid = ?1");

    private SqliteStatement ByValue => _byValue ??= _database.Prepare(
        "SELECT s.id, v.body FROM subject_value v LEFT JOIN subject s ON s.sid = v.sid WHERE v.vid = ?1");

    private SqliteStatement ValueOfSubject => _valueOfSubject ??= _database.Prepare($"SELECT {ValueAsOf} FROM subject s WHERE s.sid = ?1");

    /// <summary>Sets what an opportunity says of one of its subjects.</summary>
    /// <param name="subject">Which.</param>
    /// <param name="item">The opportunity.</param>
    /// <param name="sid">The subject's number; null for one without an id.</param>
    /// <param name="own">The number of what this opportunity says, where that is not the subject's value.</param>
    /// <param name="run">As of which run.</param>
    internal void Apply(Subject<Opportunity> subject, Opportunity item, long? sid, long? own, long run)
    {
        if (Said(subject, sid, own, run) is not { } said)
            return;
        subject.SetId(item, said.Id);
        for (int index = 0; index < said.Values.Length; index++)
            subject.Fields[index].Set(item, said.Values[index]);
    }

    /// <summary>
    /// What an opportunity says of one of its subjects; null where it names none. The parameters are those of <see cref="Apply"/>.
    /// </summary>
    internal SaidOfSubject? Said(Subject<Opportunity> subject, long? sid, long? own, long run)
    {
        if ((own ?? ValueOf(sid, run)) is not { } vid)
            return null;
        if (_kept.TryGetValue(vid, out SaidOfSubject? said))
            return said;
        Opportunity read = new(string.Empty);
        Read(subject, read, null, vid, run);
        said = new SaidOfSubject(subject.GetId(read), subject.Fields.Select(field => field.Get(read)).ToArray());
        if (_kept.Count >= MostKept)
            _kept.Clear();
        _kept.Add(vid, said);
        return said;
    }

    /// <summary>Sets the people of a team, as of a run; they are made when somebody asks for them.</summary>
    internal void ApplyTeam(Opportunity item, string? team, long run)
    {
        if (team is null)
            return;
        foreach ((long? sid, long? own) in TeamText.Members(team))
        {
            SqliteStatement said = Find(sid, own, run);
            if (said.Read())
                _team.Add(!said.IsNull(0), said.Bytes(0), said.Bytes(1));
            else
                _team.Add(false, default, default);
            said.Reset();
        }

        item.LaterTeam = _team.Build();
    }

    /// <summary>What is said of a subject as of a run; its id too.</summary>
    internal void Read<T>(Subject<T> subject, T record, long? sid, long? own, long run)
    {
        SqliteStatement said = Find(sid, own, run);
        if (said.Read())
        {
            subject.SetId(record, said.TextOrNull(0));
            Body.Apply(subject, said.Bytes(1), record);
        }

        said.Reset();
    }

    public void Dispose()
    {
        _valueOfSubject?.Dispose();
        _bySubject?.Dispose();
        _byValue?.Dispose();
    }

    // Its id and what is said, in the one row that there is.
    private SqliteStatement Find(long? sid, long? own, long run)
    {
        SqliteStatement statement = own is null ? BySubject : ByValue;
        statement.Bind(0, own ?? sid);
        if (own is null)
            statement.Bind(1, run);
        return statement;
    }

    private long? ValueOf(long? sid, long run)
    {
        if (sid is not { } number)
            return null;
        if (_values.TryGetValue((number, run), out long? vid))
            return vid;
        SqliteStatement valueOf = ValueOfSubject;
        valueOf.Bind(0, number);
        valueOf.Bind(1, run);
        vid = valueOf.First();
        if (_values.Count >= MostKept)
            _values.Clear();
        _values.Add((number, run), vid);
        return vid;
    }
}

/// <summary>What is said of a subject, its fields' values in their order.</summary>
internal sealed record SaidOfSubject(string? Id, object?[] Values);
