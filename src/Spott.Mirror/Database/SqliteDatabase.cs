using System;
using System.Collections.Generic;
using SQLitePCL;

namespace Spott.Mirror.Database;

/// <summary>How a database file is opened.</summary>
internal enum OpenMode
{
    /// <summary>To look at a file that may be anybody's: nothing of it is changed, not even its log.</summary>
    LookOnly,

    /// <summary>To read; the last one to close may tidy up the log.</summary>
    Read,

    /// <summary>To write; the file is made where there is none.</summary>
    Write,
}

/// <summary>
/// One connection to a database file, for one thread. Over SQLite's own interface: a layer of ADO.NET above it is 30 to 40 ms more of
/// compiling in every process that opens a mirror.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Long enough for a checkpoint or a recovery of another connection; a run's own lock is another matter.
    private const int BusyMilliseconds = 10_000;

    private readonly sqlite3 _handle;

    static SqliteDatabase()
    {
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        // Nobody asks how much memory it has, and to count it is two locks for each piece. Too late where the module was imported before.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <exception cref="SqliteFailure">It cannot be opened.</exception>
    internal static SqliteDatabase Open(string path, OpenMode mode)
    {
        int flags = mode switch
        {
            OpenMode.LookOnly => raw.SQLITE_OPEN_READONLY,
            OpenMode.Read => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            SqliteFailure failure = SqliteFailure.Of(handle, code);
            handle.Dispose();
            throw failure;
        }

        SqliteDatabase database = new(handle);
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, BusyMilliseconds);
        return database;
    }

    /// <summary>Whether the last one to close leaves the log as it is.</summary>
    internal void LeaveLog(bool leave) => raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, out _);

    internal SqliteStatement Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(_handle, statement) : throw SqliteFailure.Of(_handle, code);
    }

    /// <summary>Runs one statement, or several without values.</summary>
    internal void Execute(string sql, params object?[] values)
    {
        if (values.Length == 0)
        {
            int code = raw.sqlite3_exec(_handle, sql);
            if (code != raw.SQLITE_OK)
                throw SqliteFailure.Of(_handle, code);
            return;
        }

        using SqliteStatement statement = Prepare(sql);
        statement.Bind(values).Run();
    }

    /// <summary>The first row's first cell; null when there is no row.</summary>
    internal object? Value(string sql, params object?[] values)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Bind(values).Read() ? statement.Cell(0) : null;
    }

    internal long Count(string sql, params object?[] values) => (long?)Value(sql, values) ?? 0;

    /// <summary>The rows one by one; the statement stands on each while it is looked at.</summary>
    internal IEnumerable<SqliteStatement> Rows(string sql, params object?[] values)
    {
        using SqliteStatement statement = Prepare(sql);
        statement.Bind(values);
        while (statement.Read())
            yield return statement;
    }

    /// <summary>Rows that the last statement changed.</summary>
    internal long Changes() => raw.sqlite3_changes(_handle);

    /// <summary>Runs statements whose failure is nobody's concern.</summary>
    internal void TryExecute(string sql) => raw.sqlite3_exec(_handle, sql);

    /// <summary>Ends a transaction that may be under way; none is no error.</summary>
    internal void TryRollback() => raw.sqlite3_exec(_handle, "ROLLBACK");

    /// <summary>Closes the file at once, so that it can be renamed.</summary>
    /// <exception cref="SqliteFailure">A statement is still there, which would keep it open.</exception>
    internal void Close()
    {
        int code = raw.sqlite3_close(_handle);
        if (code != raw.SQLITE_OK)
            throw SqliteFailure.Of(_handle, code);
    }

    public void Dispose() => _handle.Dispose();
}
