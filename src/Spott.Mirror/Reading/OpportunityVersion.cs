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
    private const int FirstReference = 2;
    private const int IdPlace = -1;

    private static readonly int Team = FirstReference + (2 * Subjects.OfOpportunity.Count);

    private static readonly Dictionary<string, int> OwnPlaces =
        OwnFields.All.Select((field, place) => (field.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);

    // Which subject says it, and which of its fields.
    private static readonly Dictionary<string, (int Subject, int Field)> SubjectPlaces = Subjects.OfOpportunity
        .SelectMany((subject, place) => subject.Fields.Select((field, index) => (subject.Kind + field.Name, (place, index)))
            .Append((subject.Kind + "Id", (place, IdPlace))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private readonly SubjectReader _subjects;
    private readonly PresentOpportunity _present;
    private readonly SqliteStatement _past;
    private readonly SqliteStatement _text;
    private SqliteStatement? _row;
    private (long Oid, long Run) _stands;

    internal OpportunityVersion(SqliteDatabase database, SubjectReader subjects, PresentOpportunity present)
    {
        _subjects = subjects;
        _present = present;
        _past = database.Prepare($"""
            SELECT NULL, p.from_run, {string.Join(", ", Schema.DataColumns().Select(PastColumn))} FROM opportunity_past p
            WHERE p.oid = ?1 AND p.from_run <= ?2 AND p.to_run > ?2 ORDER BY p.from_run DESC LIMIT 1
            """);
        _text = database.Prepare("SELECT body FROM text WHERE id = ?");
    }

    /// <summary>Goes to an opportunity as of a run.</summary>
    internal void Move(long oid, long run)
    {
        if (_stands == (oid, run))
            return;
        _stands = (oid, run);
        _present.Move(oid);
        _row = _present.FromRun <= run ? _present.Row : InPast();
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
        Opportunity item = new(_present.Id) { Name = (string?)Value(nameof(Opportunity.Name)) };
        _subjects.ApplyTeam(item, _row?.TextOrNull(Team), _stands.Run);
        return item.ClientTeam;
    }

    public void Dispose()
    {
        _past.Dispose();
        _text.Dispose();
    }

    private static string PastColumn(string column) => $"p.{column}{(OwnFields.Long.Contains(column) ? "_text" : string.Empty)}";

    private SqliteStatement? InPast()
    {
        _past.Reset();
        _past.Bind(0, _stands.Oid);
        _past.Bind(1, _stands.Run);
        return _past.Read() ? _past : null;
    }

    private object? OfSubject(string property)
    {
        (int subject, int field) = SubjectPlaces[property];
        int column = FirstReference + (2 * subject);
        (long? sid, long? own) = (_row!.NumberOrNull(column), _row.NumberOrNull(column + 1));
        return _subjects.Said(Subjects.OfOpportunity[subject], sid, own, _stands.Run) is not { } said ? null
            : field == IdPlace ? said.Id : said.Values[field];
    }

    private string? TextOf(long id)
    {
        _text.Bind(0, id);
        string? text = _text.Read() ? _text.Text(0) : null;
        _text.Reset();
        return text;
    }
}
