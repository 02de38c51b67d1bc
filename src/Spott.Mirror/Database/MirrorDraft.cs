using System;
using System.IO;
using Spott.Errors;
using Spott.Files;

namespace Spott.Mirror.Database;

/// <summary>
/// The file of a mirror that is not there yet. It grows under a temporary name and gets its own when it is whole, so that it needs no
/// journal: what is written through SQLite's log is written twice, which was a seventh of a first run.
/// </summary>
internal sealed class MirrorDraft : WritableMirror
{
    // SQLite would take the log of an older file of that name for this one's.
    private static readonly string[] Endings = { string.Empty, "-wal", "-journal" };

    private readonly string _path;
    private SqliteDatabase? _database;
    private string? _temporary;

    private MirrorDraft(string path) => _path = path;

    internal override SqliteDatabase Database => _database!;

    internal override bool IsNew => true;

    /// <returns>
    /// Null where there is a file or the log of one, and where there can be no temporary file: its name is longer, for one.
    /// </returns>
    internal static MirrorDraft? TryBegin(string path)
    {
        if (IsTaken(path))
            return null;
        MirrorDraft draft = new(path);
        try
        {
            draft.Begin();
            return draft;
        }
        catch (Exception refused) when (refused is SqliteFailure or MirrorException)
        {
            draft.Dispose();
            return null;
        }
    }

    internal override void TakeBack()
    {
        Dispose();
        Begin();
    }

    internal override void Finish()
    {
        // The one time that the disk is waited for: all of the file is there before it has its name.
        Database.Execute("PRAGMA synchronous = FULL");
        MirrorFile.KeepLog(Database);
        Database.Close();
        // Nothing of ours makes one between this and the rename: the lock keeps other runs off, and readers make no file.
        if (IsTaken(_path))
            throw new MirrorException(MirrorProblem.Busy, "another program has made a file of that name");
        FileRename.Over(_temporary!, _path);
        _temporary = null;
        FolderEntries.Flush(Path.GetDirectoryName(_path)!);
    }

    public override void Dispose()
    {
        _database?.Dispose();
        if (_temporary is { } left)
            TemporaryFile.TryDelete(left);
        _temporary = null;
    }

    private static bool IsTaken(string path) => Array.Exists(Endings, ending => File.Exists(path + ending));

    private void Begin()
    {
        _temporary = TemporaryFile.NameFor(_path);
        _database = SqliteDatabase.Open(_temporary, OpenMode.Write);
        _database.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
        // Whether its log can be kept there is known before anything is asked for.
        MirrorFile.KeepLog(_database);
        _ = _database.Count("SELECT count(*) FROM sqlite_schema");
        _database.Execute("PRAGMA journal_mode = OFF");
    }
}
