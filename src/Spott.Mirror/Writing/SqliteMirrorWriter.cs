using System.IO;
using Spott.Errors;
using Spott.Files;
using Spott.Mirror.Database;
using Spott.Mirror.Files;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>One run into a mirror, on SQLite.</summary>
internal sealed class SqliteMirrorWriter : MirrorWriter
{
    private readonly FileStream _lock;
    private readonly SqliteDatabase _database;
    private readonly bool _isNew;
    private readonly long _lastRun;
    private Listing? _listing;
    private string? _oldCopy;

    private SqliteMirrorWriter(FileStream held, SqliteDatabase database, bool isNew)
    {
        _lock = held;
        _database = database;
        _isNew = isNew;
        State = isNew ? new MirrorState() : RunLog.State(database);
        _lastRun = isNew ? 0 : RunLog.LastNumber(database);
    }

    internal override MirrorState State { get; }

    internal override string? OldCopy => _oldCopy;

    internal static SqliteMirrorWriter Open(string path) => Guarded.Run(() =>
    {
        string real = Location.Resolve(path);
        FileStream held = LockFile.Hold(
            real + ".lock", refusal => new MirrorException(MirrorProblem.Busy, "another run is using it", refusal));
        SqliteDatabase? database = null;
        try
        {
            database = MirrorFile.OpenToWrite(real, out bool isNew);
            string? oldCopy = isNew ? null : Migration.Run(database, real);
            return new SqliteMirrorWriter(held, database, isNew) { _oldCopy = oldCopy };
        }
        catch
        {
            database?.Dispose();
            held.Dispose();
            throw;
        }
    });

    private Listing Listed => _listing ??= _isNew ? new FirstListing(_database) : new Staging(_database, _lastRun);

    internal override void Prepare() => Guarded.Run(() => _ = Listed);

    internal override void Add(Opportunity opportunity) => Guarded.Run(() => Listed.Add(opportunity));

    internal override MirrorOutcome Commit(MirrorRunEnd end) => Guarded.Run(() =>
    {
        MirrorOutcome outcome = Listed.Commit(end);
        ShortenLog();
        return outcome;
    });

    internal override MirrorRun Fail(MirrorRunEnd end) => Guarded.Run(() =>
    {
        _database.TryRollback();
        MirrorRun run = new RunTransaction(_database, end).Fail(_isNew, _lastRun);
        ShortenLog();
        return run;
    });

    public override void Dispose()
    {
        _listing?.Dispose();
        _database.Dispose();
        _lock.Dispose();
    }

    // A reader may stand in the way, or the disk be full: then the log is shortened at the end of a later run. What was written is written,
    // and this run does not wait for long.
    private void ShortenLog() => _database.TryExecute("PRAGMA busy_timeout = 200; PRAGMA wal_checkpoint(TRUNCATE)");
}
