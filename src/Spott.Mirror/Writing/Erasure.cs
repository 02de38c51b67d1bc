using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spott.Errors;
using Spott.Files;
using Spott.Mirror.Database;
using Spott.Mirror.Files;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>
/// Erases people for good. Nobody else may have the file open, not even to read: its log must end, and its free pages be written anew. So
/// the file leaves SQLite's log mode for the time, which it only can when it is alone, and stays locked until nothing is left.
/// </summary>
internal static class Erasure
{
    internal static ErasureOutcome Run(string path, ContactQuery query, ContactMatches agreed)
    {
        string real = Location.Resolve(path);
        using FileStream held = LockFile.Hold(
            real + ".lock", refusal => new MirrorException(MirrorProblem.Busy, "a run is using it", refusal));
        // A first run that was killed may have left them there, before a backup took the file's place.
        TemporaryFile.RemoveLeftovers(real);
        using SqliteDatabase database = MirrorFile.OpenKnown(real);
        BeAlone(database);
        try
        {
            ErasureOutcome outcome = Erase(database, query, agreed);
            // What was overwritten or deleted by earlier runs lies in the file still: only what is written anew is without it.
            database.Execute("VACUUM");
            outcome.Copies = Migration.RemoveCopies(real);
            return outcome;
        }
        catch
        {
            database.TryRollback();
            throw;
        }
        finally
        {
            // Back to how it was. Where that fails the next run does it.
            database.TryExecute("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema; PRAGMA journal_mode = WAL");
        }
    }

    private static void BeAlone(SqliteDatabase database)
    {
        const string Reader = "another program reads it, and nothing can be erased from under it";
        try
        {
            database.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
            if (database.Value("PRAGMA journal_mode = DELETE") is not "delete")
                throw new MirrorException(MirrorProblem.Busy, Reader);
            database.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        }
        catch (SqliteFailure busy) when (busy.ToMirrorException().Problem == MirrorProblem.Busy)
        {
            throw new MirrorException(MirrorProblem.Busy, Reader, busy);
        }
    }

    /// <summary>In the transaction that has begun.</summary>
    private static ErasureOutcome Erase(SqliteDatabase database, ContactQuery query, ContactMatches agreed)
    {
        // Of an older file no copy is made, which would have the people in it.
        Migration.Apply(database);
        ContactSearch search = ContactSearch.Run(database, query);
        if (!search.Matches.Keys.SequenceEqual(agreed.Keys, StringComparer.Ordinal))
            throw new MirrorException(MirrorProblem.Busy, "a run has just written to it, and the ids or addresses now fit other people");

        ErasedContacts erased = ErasedContacts.Begin(database);
        foreach (string id in search.Ids)
            erased.AddId(database, id);
        foreach (string email in query.Emails.Where(email => !search.Matches.Unknown.Contains(email)))
            erased.AddEmail(database, email);

        Mark(database, search);
        ErasureOutcome outcome = new() { Places = new TeamErasure(database, search).Run() };
        foreach (string table in new[]
        {
            FormattableString.Invariant(
                $"change_log WHERE subject = {(int)ChangeSubject.Contact} AND target IN (SELECT sid FROM temp.gone_subject)"),
            "subject_value WHERE vid IN (SELECT vid FROM temp.gone_value)",
            "subject_past WHERE sid IN (SELECT sid FROM temp.gone_subject)",
            "subject WHERE sid IN (SELECT sid FROM temp.gone_subject)",
        })
        {
            database.Execute("DELETE FROM " + table);
            outcome.Places += database.Count("SELECT changes()");
        }

        database.Execute("DROP TABLE temp.gone_subject; DROP TABLE temp.gone_value; COMMIT");
        return outcome;
    }

    private static void Mark(SqliteDatabase database, ContactSearch search)
    {
        database.Execute("""
            CREATE TEMP TABLE gone_subject (sid INTEGER PRIMARY KEY);
            CREATE TEMP TABLE gone_value (vid INTEGER PRIMARY KEY)
            """);
        Insert(database, "INSERT INTO temp.gone_subject VALUES (?)", search.Sids);
        Insert(database, "INSERT INTO temp.gone_value VALUES (?)", search.Vids);
        database.Execute(
            "INSERT INTO temp.gone_value SELECT vid FROM main.subject_value WHERE sid IN (SELECT sid FROM temp.gone_subject)");
    }

    private static void Insert(SqliteDatabase database, string sql, IEnumerable<long> numbers)
    {
        foreach (long number in numbers)
            database.Execute(sql, number);
    }
}
