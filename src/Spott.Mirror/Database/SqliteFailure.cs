using System;
using Spott.Errors;
using SQLitePCL;

namespace Spott.Mirror.Database;

/// <summary>What SQLite says when it does not do something.</summary>
internal sealed class SqliteFailure : Exception
{
    private SqliteFailure(int code, string message)
        : base(message) => Code = code;

    /// <summary>The primary code.</summary>
    internal int Code { get; }

    internal static SqliteFailure Of(sqlite3 database, int code)
    {
        string message = raw.sqlite3_errmsg(database).utf8_to_string();
        return new SqliteFailure(code & 0xFF, FormattableString.Invariant($"SQLite says \"{message}\" ({code})"));
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
