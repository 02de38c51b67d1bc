using System;
using Spott.Mirror.Database;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>The one transaction of a run: whatever ends the process, the file is as before it or as after it.</summary>
internal sealed class RunTransaction
{
    private readonly SqliteDatabase _database;
    private readonly MirrorRunEnd _end;

    internal RunTransaction(SqliteDatabase database, MirrorRunEnd end)
    {
        _database = database;
        _end = end;
    }

    /// <summary>Writes what was staged, and the run.</summary>
    internal MirrorOutcome Commit(bool isNew, long lastRun) => Within(isNew, lastRun, run =>
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
        new ChangeStep(context).Run();
        versions.Run();
        run.ItemCount = _database.Count("SELECT count(*) FROM temp.item");
        run.UnchangedCount = run.ItemCount - run.NewCount - run.ChangedCount - run.RestoredCount;
        RunLog.Write(_database, run, _end.Watermark, context.IsEvidence);
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
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (isNew)
                _database.Execute(Schema.Create);
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
