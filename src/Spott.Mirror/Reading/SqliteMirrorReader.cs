using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spott.Errors;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Mirror.Files;
using Spott.Ports;

namespace Spott.Mirror.Reading;

/// <summary>One moment of a mirror, on SQLite.</summary>
internal sealed class SqliteMirrorReader : MirrorReader
{
    private readonly string _path;
    private readonly SqliteDatabase _database;

    private SqliteMirrorReader(string path, SqliteDatabase database)
    {
        _path = path;
        _database = database;
    }

    internal static SqliteMirrorReader Open(string path) => Guarded.Run(() =>
    {
        string real = Location.Resolve(path);
        return new SqliteMirrorReader(real, MirrorFile.OpenToRead(real));
    });

    internal override MirrorInfo Describe() => Guarded.Run(() =>
    {
        ValueList<MirrorRun> runs = RunLog.All(_database);
        MirrorRun[] full = runs.Where(run => run is { Kind: MirrorRunKind.Full, Status: MirrorRunStatus.Complete }).ToArray();
        return new MirrorInfo(_path)
        {
            BaseUri = RunLog.State(_database).BaseAddress is { } address ? new Uri(address) : null,
            OpportunityCount = _database.Count("SELECT count(*) FROM opportunity_present WHERE deleted_run IS NULL"),
            MissingCount = _database.Count(
                "SELECT count(*) FROM opportunity_present WHERE missing_run IS NOT NULL AND deleted_run IS NULL"),
            DeletedCount = _database.Count("SELECT count(*) FROM opportunity_present WHERE deleted_run IS NOT NULL"),
            FirstFullAt = full.FirstOrDefault()?.CompletedAt,
            LastFullAt = full.LastOrDefault()?.CompletedAt,
            LastRunAt = runs.LastOrDefault()?.CompletedAt,
            Size = Length(_path) + Length(_path + "-wal"),
            SchemaVersion = (int)_database.Count("PRAGMA user_version"),
            Runs = runs,
        };
    });

    internal override IReadOnlyList<string> Verify()
    {
        try
        {
            return Verification.Run(_database);
        }
        catch (SqliteFailure failed)
        {
            return new[] { "the file is damaged: " + failed.Message };
        }
    }

    internal override MirrorRun? FindRun(DateTimeOffset moment) => Guarded.Run(() => RunLog.AsOf(_database, moment));

    internal override IEnumerable<MirroredOpportunity> ReadOpportunities(MirrorQuery query) =>
        Guarded.Each(new OpportunityRows(_database).Read(query));

    internal override IEnumerable<Opportunity> ReadStages(long? asOfRun) => Guarded.Each(new OpportunityRows(_database).Stages(asOfRun));

    internal override IEnumerable<Change> ReadChanges(ChangeQuery query)
    {
        using ChangeRows rows = Guarded.Run(() => new ChangeRows(_database));
        foreach (Change change in Guarded.Each(rows.Read(query)))
            yield return change;
    }

    internal override IReadOnlyList<string> FindUnknown(IReadOnlyCollection<string> ids, bool ofOpportunities) =>
        ids.Count == 0 ? Array.Empty<string>() : Guarded.Run(() => UnknownIds.Among(_database, ids, ofOpportunities));

    internal override IReadOnlyList<string> FindUnknownPaths(IReadOnlyCollection<string> properties) =>
        properties.Count == 0 ? Array.Empty<string>() : Guarded.Run(() => UnknownPaths(properties));

    internal override ContactMatches FindContacts(ContactQuery query) => Guarded.Run(() => ContactSearch.Run(_database, query).Matches);

    public override void Dispose() => _database.Dispose();

    private string[] UnknownPaths(IReadOnlyCollection<string> properties) => _database.Rows(
        $"""
        SELECT given.value FROM json_each(?) given
        WHERE NOT EXISTS (SELECT 1 FROM path p WHERE '{OwnFields.AdditionalProperties}.' || p.path = given.value COLLATE NOCASE)
        ORDER BY given.key
        """, StoredJson.Write(properties.ToArray())).Select(row => row.Text(0)).ToArray();

    // Asks the file system and not the file, which nobody but SQLite may open.
    private static long Length(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0;
    }
}
