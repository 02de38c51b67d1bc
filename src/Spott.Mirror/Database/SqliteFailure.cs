using System;
using Spott.Errors;
using SQLitePCL;

namespace Spott.Mirror.Database;

/// <summary>What SQLite says when it does not do something.</summary>
internal sealed class SqliteFailure : Exception
{
    private SqliteFailure(int code, string message)
        : base(message)
    {
        Code = code & 0xFF;
        IsRollbackDue = code == raw.SQLITE_READONLY_ROLLBACK;
    }

    /// <summary>The primary code.</summary>
    internal int Code { get; }

    /// <summary>A transaction of a process that was killed has to be taken back before anybody can read.</summary>
    internal bool IsRollbackDue { get; }

    internal static SqliteFailure Of(sqlite3 database, int code)
    {
        string message = raw.sqlite3_errmsg(database).utf8_to_string();
        return new SqliteFailure(code, FormattableString.Invariant($"SQLite says \"{message}\" ({code})"));
    }

    internal MirrorException ToMirrorException() => new(
        Code switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => MirrorProblem.Busy,
            raw.SQLITE_NOTADB => MirrorProblem.Foreign,
            raw.SQLITE_CORRUPT or raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT => MirrorProblem.Damaged,
            raw.SQLITE_FULL => MirrorProblem.DiskFull,
            _ => MirrorProblem.Inaccessible,
        },
        Message,
        this);
}
