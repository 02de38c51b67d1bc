namespace Spott.Mirror.Database;

/// <summary>A mirror's file under its own name, where others may read it meanwhile: it is written through SQLite's log.</summary>
internal sealed class MirrorInPlace : WritableMirror
{
    private MirrorInPlace(SqliteDatabase database, bool isNew)
    {
        Database = database;
        IsNew = isNew;
    }

    internal override SqliteDatabase Database { get; }

    internal override bool IsNew { get; }

    internal static new MirrorInPlace Open(string path)
    {
        SqliteDatabase database = MirrorFile.OpenToWrite(path, out bool isNew);
        return new MirrorInPlace(database, isNew);
    }

    internal override void TakeBack() => Database.TryRollback();

    // A reader may stand in the way, or the disk be full: then the log is shortened at the end of a later run. What was written is written,
    // and this run does not wait for long.
    internal override void Finish() => Database.TryExecute("PRAGMA busy_timeout = 200; PRAGMA wal_checkpoint(TRUNCATE)");

    public override void Dispose() => Database.Dispose();
}
