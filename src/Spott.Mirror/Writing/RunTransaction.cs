using System;
using Spott.Mirror.Database;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>The one transaction of a run: whatever ends the process, the file is as before it or as after it.</summary>
internal sealed class RunTransaction
{
    /// <summary>Of a mirror's first run.</summary>
    internal const long FirstNumber = 1;

    private readonly SqliteDatabase _database;
    private readonly MirrorRunEnd _end;

    internal RunTransaction(SqliteDatabase database, MirrorRunEnd end)
    {
        _database = database;
        _end = end;
    }

    /// <summary>Begins one.</summary>
    /// <param name="database">The mirror's.</param>
    /// <param name="isNew">Whether it holds nothing yet, not even tables.</param>
    internal static void Begin(SqliteDatabase database, bool isNew)
    {
        database.Execute("BEGIN IMMEDIATE");
        if (isNew)
            database.Execute(Schema.Create);
    }

    /// <summary>Writes what was staged, and the run.</summary>
    internal MirrorOutcome Commit(long lastRun, ListedPaths paths) => Within(isNew: false, lastRun, run =>
    {
        MirrorOutcome outcome = new(run);
        RunContext context = new(_database, run)
        {
            LastEvidence = _database.Count("SELECT max(number) FROM run_log WHERE is_evidence = 1"),
            HasBaseline = RunLog.FirstFull(_database) is not null,
        };
        AbsenceStep.Run(context, _end, outcome);
        VoteStep.Run(_database);
        CompareStep.Run(context);
        VersionStep versions = new(context);
        versions.NoteLastSeen();
        paths.Write(_database, run.Number);
        new ChangeStep(context).Run();
        versions.Run();
        run.ItemCount = _database.Count("SELECT count(*) FROM temp.item");
        run.UnchangedCount = run.ItemCount - run.NewCount - run.ChangedCount - run.RestoredCount;
        RunLog.Write(_database, run, _end.Watermark, context.IsEvidence);
        return outcome;
    });

    /// <summary>Writes the first run, whose items are written within the transaction that has begun.</summary>
    /// <param name="count">Of the items.</param>
    /// <param name="paths">Of their additional properties.</param>
    internal MirrorOutcome CommitFirst(long count, ListedPaths paths) => Ending(FirstNumber - 1, run =>
    {
        MirrorOutcome outcome = new(run);
        bool isEvidence = AbsenceStep.IsEvidence(_end, outcome, isEmpty: count == 0);
        paths.Write(_database, run.Number);
        (run.ItemCount, run.NewCount) = (count, count);
        RunLog.Write(_database, run, _end.Watermark, isEvidence);
        return outcome;
    });

    /// <summary>Writes the run, and nothing of what was staged.</summary>
    internal MirrorRun Fail(bool isNew, long lastRun) => Within(isNew, lastRun, run =>
    {
        run.Status = MirrorRunStatus.Failed;
        RunLog.Write(_database, run, watermark: null, isEvidence: false);
        return run;
    });

    private T Within<T>(bool isNew, long lastRun, Func<MirrorRun, T> write)
    {
        Begin(_database, isNew);
        return Ending(lastRun, write);
    }

    private T Ending<T>(long lastRun, Func<MirrorRun, T> write)
    {
        try
        {
            RunLog.Claim(_database, _end);
            T result = write(RunLog.Begin(_database, _end, lastRun));
            _database.Execute("COMMIT");
            return result;
        }
        catch
        {
            _database.TryRollback();
            throw;
        }
    }
}
