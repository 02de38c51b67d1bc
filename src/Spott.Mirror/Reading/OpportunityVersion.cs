using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Reading;

/// <summary>An opportunity as it was as of a run, of which no more is read than what is asked for. It goes from one to the next.</summary>
internal sealed class OpportunityVersion : IDisposable
{
    private const int FirstReference = 1;

    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    private static readonly int Team = FirstReference + (2 * References.Length);

    private static readonly Dictionary<string, int> OwnPlaces =
        OwnFields.All.Select((field, place) => (field.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);

    private static readonly Dictionary<string, Field<Opportunity>> NamedFields =
        OpportunityFields.All.Where(field => Subjects.HaveField(field.Property)).ToDictionary(field => field.Property);

    private readonly SubjectReader _subjects;
    private readonly SqliteStatement _present;
    private readonly SqliteStatement _past;
    private readonly SqliteStatement _text;
    private SqliteStatement? _row;
    private (long Oid, long Run) _stands;

    internal OpportunityVersion(SqliteDatabase database, SubjectReader subjects)
    {
        _subjects = subjects;
        _present = database.Prepare($"SELECT c.from_run, {Columns("c", isPast: false)}, c.id FROM opportunity_present c WHERE c.oid = ?");
        _past = database.Prepare($"""
            SELECT p.from_run, {Columns("p", isPast: true)} FROM opportunity_past p
            WHERE p.oid = ?1 AND p.from_run <= ?2 AND p.to_run > ?2 ORDER BY p.from_run DESC LIMIT 1
            """);
        _text = database.Prepare("SELECT body FROM text WHERE id = ?");
    }

    /// <summary>Empty where there was none.</summary>
    internal string Id { get; private set; } = string.Empty;

    /// <summary>Goes to an opportunity as of a run.</summary>
    internal void Move(long oid, long run)
    {
        if (_stands == (oid, run))
            return;
        _stands = (oid, run);
        _present.Reset();
        _past.Reset();
        _present.Bind(0, oid);
        bool isKnown = _present.Read();
        Id = isKnown ? _present.Text(Team + 1 + OwnFields.All.Count) : string.Empty;
        _row = isKnown && _present.Number(0) <= run ? _present : InPast();
    }

    /// <summary>A property's value, but for the team and the additional properties; a moment is in UTC.</summary>
    internal object? Value(string property)
    {
        if (_row is null)
            return null;
        if (!OwnPlaces.TryGetValue(property, out int place))
            return OfSubject(property);
        object? cell = _row.Cell(Team + 1 + place);
        FieldKind kind = OwnFields.All[place].Kind;
        // A past version's long text is kept apart.
        bool isApart = cell is long && _row == _past && OwnFields.Long.Contains(OwnFields.All[place].Column);
        return Cell.Value(kind, isApart ? TextOf((long)cell!) : cell);
    }

    internal ValueList<Contact> ReadTeam()
    {
        Opportunity item = new(Id) { Name = (string?)Value(nameof(Opportunity.Name)) };
        return _subjects.Team(item, _row?.TextOrNull(Team), _stands.Run);
    }

    public void Dispose()
    {
        _present.Dispose();
        _past.Dispose();
        _text.Dispose();
    }

    private static string Columns(string table, bool isPast) => string.Join(
        ", ", References.SelectMany(name => new[] { name, name + "_own" }).Append("team")
            .Concat(OwnFields.All.Select(field => field.Column))
            .Select(column => $"{table}.{column}{(isPast && OwnFields.Long.Contains(column) ? "_text" : string.Empty)}"));

    private SqliteStatement? InPast()
    {
        _past.Bind(0, _stands.Oid);
        _past.Bind(1, _stands.Run);
        return _past.Read() ? _past : null;
    }

    private object? OfSubject(string property)
    {
        Opportunity item = new(string.Empty);
        for (int index = 0; index < References.Length; index++)
        {
            Subject<Opportunity> subject = Subjects.OfOpportunity[index];
            if (!property.StartsWith(subject.Kind.ToString(), StringComparison.Ordinal))
                continue;
            int column = FirstReference + (2 * index);
            _subjects.Apply(subject, item, _row!.NumberOrNull(column), _row.NumberOrNull(column + 1), _stands.Run);
        }

        return NamedFields[property].Get(item);
    }

    private string? TextOf(long id)
    {
        _text.Bind(0, id);
        string? text = _text.Read() ? _text.Text(0) : null;
        _text.Reset();
        return text;
    }
}
