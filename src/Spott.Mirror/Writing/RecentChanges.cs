using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>
/// Keeps the last days' changes of opportunities together, as they are shown. Looked up in the versions, each is a page of the present and
/// one of the past, somewhere in the file.
/// </summary>
internal sealed class RecentChanges : IDisposable
{
    // A week's changes are what is asked for every week; whoever asks a day late has them too.
    private const int Days = 8;

    // About 2 MB. Where more changes in a week, the rest is read from the versions.
    private const int Most = 10_000;

    private readonly RunContext _context;
    private readonly SqliteStatement _insert;
    private int _count;

    internal RecentChanges(RunContext context)
    {
        _context = context;
        _insert = context.Database.Prepare(
            "INSERT INTO change_recent (sequence, not_before, id, name, old_value, new_value) "
            + "VALUES (last_insert_rowid(), (SELECT started_at FROM run_log WHERE number = ?), ?, ?, ?, ?)");
    }

    /// <summary>Adds the line of the feed that was written last.</summary>
    internal void Add(ChangeTarget whose, long notBefore, object? oldCell, object? newCell)
    {
        if (_count++ < Most)
            _insert.Bind(notBefore, whose.Id, whose.Name, oldCell, newCell).Run();
    }

    /// <summary>Removes those of runs that ended longer ago than the days that are kept, and what is too much.</summary>
    internal void Forget()
    {
        long since = _context.Run.CompletedAt.ToUniversalTime().AddDays(-Days).Ticks;
        _context.Database.Execute(
            """
            DELETE FROM change_recent WHERE sequence <= (SELECT sequence FROM change_log WHERE run <= (
                SELECT number FROM run_log WHERE completed_at < ? ORDER BY number DESC LIMIT 1) ORDER BY run DESC, sequence DESC LIMIT 1)
            """,
            since);
        _context.Database.Execute(
            "DELETE FROM change_recent WHERE sequence <= "
            + "(SELECT sequence FROM change_recent ORDER BY sequence DESC LIMIT 1 OFFSET ?)",
            Most);
    }

    public void Dispose() => _insert.Dispose();
}
