using System;
using System.Collections.Generic;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Mirror.Database;

/// <summary>The runs of a mirror, and whose it is.</summary>
internal static class RunLog
{
    private const string Columns =
        "number, kind, status, started_at, completed_at, item_count, new_count, changed_count, unchanged_count, missing_count, "
        + "deleted_count, restored_count, request_count";

    /// <summary>SQL of the runs whose data the mirror holds.</summary>
    private static readonly string Written = FormattableString.Invariant($"status <> {(int)MirrorRunStatus.Failed}");

    private static readonly string CompleteFull = FormattableString.Invariant(
        $"status = {(int)MirrorRunStatus.Complete} AND kind = {(int)MirrorRunKind.Full}");

    internal static MirrorState State(SqliteDatabase database)
    {
        MirrorState state = new()
        {
            HasMissing = database.Count(
                "SELECT EXISTS (SELECT 1 FROM opportunity_present WHERE missing_run IS NOT NULL AND deleted_run IS NULL)") != 0,
            Watermark = Moment(database.Value(
                FormattableString.Invariant(
                    $"SELECT watermark FROM run_log WHERE status = {(int)MirrorRunStatus.Complete} ORDER BY number DESC LIMIT 1"))),
            LastFullAt = Moment(database.Value($"SELECT started_at FROM run_log WHERE {CompleteFull} ORDER BY number DESC LIMIT 1")),
        };
        foreach (SqliteStatement row in database.Rows("SELECT base_address, key_fingerprint FROM mirror"))
            (state.BaseAddress, state.KeyFingerprint) = (row.Text(0), row.Text(1));
        return state;
    }

    internal static long LastNumber(SqliteDatabase database) => database.Count("SELECT max(number) FROM run_log");

    /// <summary>The first complete full run; null while there is none.</summary>
    internal static long? FirstFull(SqliteDatabase database) =>
        (long?)database.Value($"SELECT min(number) FROM run_log WHERE {CompleteFull}");

    /// <summary>The last run that had ended by then and whose data the mirror holds; null before the first complete full run.</summary>
    internal static MirrorRun? AsOf(SqliteDatabase database, DateTimeOffset moment)
    {
        string sql = $"SELECT {Columns} FROM run_log WHERE {Written} AND completed_at <= ? AND number >= ? ORDER BY number DESC LIMIT 1";
        if (FirstFull(database) is not { } first)
            return null;
        foreach (SqliteStatement row in database.Rows(sql, Moments.Of(moment), first))
            return Read(row);
        return null;
    }

    internal static ValueList<MirrorRun> All(SqliteDatabase database)
    {
        List<MirrorRun> runs = new();
        foreach (SqliteStatement row in database.Rows($"SELECT {Columns} FROM run_log ORDER BY number"))
            runs.Add(Read(row));
        return new ValueList<MirrorRun>(runs);
    }

    /// <summary>Whose mirror it is from now on.</summary>
    internal static void Claim(SqliteDatabase database, MirrorRunEnd end) => database.Execute(
        """
        INSERT INTO mirror (one, base_address, key_fingerprint) VALUES (1, ?, ?)
        ON CONFLICT (one) DO UPDATE SET base_address = excluded.base_address, key_fingerprint = excluded.key_fingerprint
        """,
        end.BaseAddress,
        end.KeyFingerprint);

    /// <summary>The run with its number and moments; these never precede those of the run before, whatever the clock says.</summary>
    /// <exception cref="MirrorException">Another run was written since this one began.</exception>
    internal static MirrorRun Begin(SqliteDatabase database, MirrorRunEnd end, long lastRun)
    {
        if (LastNumber(database) != lastRun)
            throw new MirrorException(MirrorProblem.Busy, "another run has just written to it");
        long previousEnd = database.Count("SELECT max(completed_at) FROM run_log");
        long startedAt = Math.Max(Moments.Of(end.StartedAt), previousEnd);
        return new MirrorRun
        {
            Number = lastRun + 1,
            Kind = end.Kind,
            Status = end.Status,
            StartedAt = Moments.Local(startedAt),
            CompletedAt = Moments.Local(Math.Max(Moments.Of(end.CompletedAt), startedAt)),
            RequestCount = end.RequestCount,
        };
    }

    internal static void Write(SqliteDatabase database, MirrorRun run, DateTimeOffset? watermark, bool isEvidence) => database.Execute(
        $"INSERT INTO run_log ({Columns}, watermark, is_evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        run.Number,
        (long)run.Kind,
        (long)run.Status,
        run.StartedAt.ToUniversalTime().Ticks,
        run.CompletedAt.ToUniversalTime().Ticks,
        run.ItemCount,
        run.NewCount,
        run.ChangedCount,
        run.UnchangedCount,
        run.MissingCount,
        run.DeletedCount,
        run.RestoredCount,
        run.RequestCount,
        watermark is { } moment ? Moments.Of(moment) : null,
        isEvidence ? 1L : 0L);

    private static MirrorRun Read(SqliteStatement row) => new()
    {
        Number = row.Number(0),
        Kind = (MirrorRunKind)row.Number(1),
        Status = (MirrorRunStatus)row.Number(2),
        StartedAt = Moments.Local(row.Number(3)),
        CompletedAt = Moments.Local(row.Number(4)),
        ItemCount = row.Number(5),
        NewCount = row.Number(6),
        ChangedCount = row.Number(7),
        UnchangedCount = row.Number(8),
        MissingCount = row.Number(9),
        DeletedCount = row.Number(10),
        RestoredCount = row.Number(11),
        RequestCount = row.Number(12),
    };

    private static DateTimeOffset? Moment(object? ticks) => ticks is long number ? Moments.Utc(number) : null;
}
