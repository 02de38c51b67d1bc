using System;
using System.IO;
using Spott.Errors;

namespace Spott.Mirror.Database;

/// <summary>Opens a mirror's file, when it is one.</summary>
internal static class MirrorFile
{
    /// <summary>Opens it to read, in one moment of it.</summary>
    /// <exception cref="MirrorException">It is none, or none that this module can read.</exception>
    internal static SqliteDatabase OpenToRead(string path)
    {
        ExpectData(path);
        SqliteDatabase database = OpenWritableOr(path);
        try
        {
            database.Execute("PRAGMA query_only = ON; BEGIN");
            Expect(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens it to write; the tables are there afterwards when they were before, see <paramref name="isNew"/>.</summary>
    internal static SqliteDatabase OpenToWrite(string path, out bool isNew)
    {
        isNew = !File.Exists(path) || Look(path);
        SqliteDatabase database = SqliteDatabase.Open(path, OpenMode.Write);
        try
        {
            KeepLog(database);
            database.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Has it written through SQLite's log from now on, beside which others can read.</summary>
    /// <exception cref="MirrorException">There can be no such log.</exception>
    internal static void KeepLog(SqliteDatabase database)
    {
        if (database.Value("PRAGMA journal_mode = WAL") is not "wal")
            throw new MirrorException(MirrorProblem.NetworkDrive, "SQLite cannot keep its log there");
    }

    /// <summary>Opens one that is there, to change it otherwise than by a run.</summary>
    /// <exception cref="MirrorException">It is none, or none that this module can read.</exception>
    internal static SqliteDatabase OpenKnown(string path)
    {
        Expect(path);
        return SqliteDatabase.Open(path, OpenMode.Write);
    }

    private static void Expect(string path)
    {
        ExpectData(path);
        if (Look(path))
            throw NotWritten();
    }

    // It may be anybody's: not even its log is changed before it is known.
    private static void Expect(SqliteDatabase database)
    {
        database.LeaveLog(true);
        if (Look(database))
            throw NotWritten();
        database.LeaveLog(false);
    }

    private static void ExpectData(string path)
    {
        // Asks the file system and not the file, which nobody but SQLite may open.
        FileInfo file = new(path);
        if (!file.Exists)
            throw new MirrorException(MirrorProblem.NotFound, "there is no such file");
        if (file.Length == 0)
            throw NotWritten();
    }

    private static MirrorException NotWritten() =>
        new(MirrorProblem.NotFound, "no run of Sync-SpottMirror has written it yet");

    /// <summary>Sees whose file it is, without a change to it.</summary>
    /// <returns>True for one that is new: empty, or left by a first run that was killed.</returns>
    private static bool Look(string path)
    {
        // Asks the file system and not the file, which nobody but SQLite may open.
        if (new FileInfo(path).Length == 0)
            return true;
        try
        {
            return Look(path, OpenMode.LookOnly);
        }
        catch (SqliteFailure killed) when (killed.IsRollbackDue)
        {
            // An erasure was killed within a transaction. Nobody can read the file before that is taken back, which SQLite does for any
            // program that may write.
            return Look(path, OpenMode.Read);
        }
    }

    private static bool Look(string path, OpenMode mode)
    {
        using SqliteDatabase database = SqliteDatabase.Open(path, mode);
        return Look(database);
    }

    private static bool Look(SqliteDatabase database)
    {
        long application = database.Count("PRAGMA application_id");
        long version = database.Count("PRAGMA user_version");
        if (application == 0 && version == 0 && database.Count("SELECT count(*) FROM sqlite_schema") == 0)
            return true;
        if (application != Schema.ApplicationId)
            throw new MirrorException(MirrorProblem.Foreign, "it is a database of another program");
        if (version > Schema.Version)
            throw new MirrorException(
                MirrorProblem.Newer, FormattableString.Invariant($"its tables have version {version}, this module knows {Schema.Version}"));
        return false;
    }

    /// <summary>Whoever may write tidies up the log when he is the last to leave.</summary>
    private static SqliteDatabase OpenWritableOr(string path)
    {
        try
        {
            return SqliteDatabase.Open(path, OpenMode.Read);
        }
        catch (SqliteFailure)
        {
            return SqliteDatabase.Open(path, OpenMode.LookOnly);
        }
    }
}
