using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Ports;

namespace Spott.Mirror.Reading;

/// <summary>Makes opportunities of rows, of the present or of the past.</summary>
internal sealed class OpportunityRows
{
    private const int FirstReference = 3;

    private static readonly string[] References = Subjects.OfOpportunity.Select(Subjects.Column).ToArray();

    private static readonly int TeamColumn = FirstReference + (2 * References.Length);

    private static readonly string PresentColumns = Columns("c.", static column => "c." + column);

    private static readonly string PastColumns = Columns("p.", Schema.PastColumn);

    private readonly SqliteDatabase _database;
    private readonly Dictionary<long, DateTime> _runEnds = new();

    internal OpportunityRows(SqliteDatabase database) => _database = database;

    internal IEnumerable<MirroredOpportunity> Read(MirrorQuery query)
    {
        // The present is what it is after every run there can be.
        long run = query.AsOfRun ?? long.MaxValue;
        using SubjectReader subjects = new(_database);
        using PresentTeams? teams = IsOfAll(query) ? new PresentTeams(_database) : null;
        foreach (SqliteStatement row in _database.Rows(Sql(query), Values(query)))
        {
            DateTime? deletedAt = row.NumberOrNull(2) is { } deletedRun ? EndOf(deletedRun) : null;
            Opportunity item = Read(row, subjects, run);
            if (!row.IsNull(TeamColumn))
            {
                // The dead have no members any more.
                if (teams is not null && deletedAt is null)
                    teams.Apply(item, row.Number(0));
                else
                    subjects.ApplyTeam(item, row.Text(TeamColumn), run);
            }

            yield return new MirroredOpportunity(item, deletedAt);
        }
    }

    /// <summary>Every stage that there was by then, as it was called.</summary>
    internal IEnumerable<Opportunity> Stages(long? asOfRun)
    {
        long run = asOfRun ?? long.MaxValue;
        using SubjectReader subjects = new(_database);
        foreach (SqliteStatement row in _database.Rows("SELECT sid FROM subject WHERE kind = ? ORDER BY sid", (long)ChangeSubject.Stage))
        {
            Opportunity said = new(string.Empty);
            subjects.Read(Subjects.Stage, said, row.Number(0), null, run);
            if (said.StageId is not null)
                yield return said;
        }
    }

    // Where most teams that there are would not be asked for, each is looked up.
    private static bool IsOfAll(MirrorQuery query) => query.AsOfRun is null && query.Ids.Count == 0 && query.CompanyIds.Count == 0;

    private static object?[] Values(MirrorQuery query) =>
        query.Ids.Count == 0 ? Array.Empty<object?>() : new object?[] { StoredJson.Write(query.Ids.ToArray()) };

    private static string Columns(string table, Func<string, string> own) => string.Join(", ",
        new[] { table + "oid AS oid", "c.id", table + "deleted_run" }
            .Concat(References.SelectMany(name => new[] { table + name, $"{table}{name}_own" }))
            .Append(table + "team")
            .Concat(OwnFields.All.Select(field => own(field.Column))));

    private static Opportunity Read(SqliteStatement row, SubjectReader subjects, long run)
    {
        Opportunity item = new(row.Text(1));
        int column = FirstReference;
        foreach (Subject<Opportunity> subject in Subjects.OfOpportunity)
        {
            subjects.Apply(subject, item, row.NumberOrNull(column), row.NumberOrNull(column + 1), run);
            column += 2;
        }

        column = TeamColumn + 1;
        foreach (MirroredField<Opportunity> field in OwnFields.All)
        {
            if (row.Cell(column++) is { } cell)
                field.Set(item, Cell.Value(field.Kind, cell));
        }

        return item;
    }

    private string Sql(MirrorQuery query)
    {
        string present = $"SELECT {PresentColumns} FROM opportunity_present c WHERE {Filter("c", query)}";
        if (query.AsOfRun is not { } run)
            return present + " ORDER BY c.oid";
        string number = run.ToString(CultureInfo.InvariantCulture);
        return $"""
            {present} AND c.from_run <= {number}
            UNION ALL SELECT {PastColumns} FROM opportunity_past p JOIN opportunity_present c ON c.oid = p.oid
                WHERE {Filter("p", query)} AND p.from_run <= {number} AND p.to_run > {number}
            ORDER BY 1
            """;
    }

    private string Filter(string table, MirrorQuery query)
    {
        string filter = query.IncludeDeleted ? "1" : table + ".deleted_run IS NULL";
        if (query.Ids.Count > 0)
            filter += " AND c.id IN (SELECT value FROM json_each(?1))";
        if (query.CompanyIds.Count == 0)
            return filter;
        string ids = StoredJson.Write(query.CompanyIds.ToArray());
        IEnumerable<long> companies = _database
            .Rows("SELECT sid FROM subject WHERE kind = ? AND id IN (SELECT value FROM json_each(?))", (long)ChangeSubject.Company, ids)
            .Select(row => row.Number(0)).ToArray();
        return $"{filter} AND {table}.company IN ({string.Join(", ", companies)})";
    }

    private DateTime EndOf(long run)
    {
        if (!_runEnds.TryGetValue(run, out DateTime end))
            _runEnds.Add(run, end = Moments.Local(_database.Count("SELECT completed_at FROM run_log WHERE number = ?", run)));
        return end;
    }
}
