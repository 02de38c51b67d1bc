using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>What the steps of one run's transaction have in common.</summary>
internal sealed class RunContext
{
    internal RunContext(SqliteDatabase database, MirrorRun run)
    {
        Database = database;
        Run = run;
    }

    internal SqliteDatabase Database { get; }

    internal MirrorRun Run { get; }

    internal long Number => Run.Number;

    /// <summary>The last full run before this one whose silence counts; 0 for none.</summary>
    internal long LastEvidence { get; set; }

    /// <summary>Whether a complete full run was before this one: without one there is nothing that could have changed.</summary>
    internal bool HasBaseline { get; set; }

    /// <summary>Whether this run's own silence counts.</summary>
    internal bool IsEvidence { get; set; }

    /// <summary>SQL of the last run that listed the opportunity <c>c</c>.</summary>
    internal string SeenRun => $"CASE WHEN c.missing_run IS NULL THEN max(c.seen_run, {LastEvidence}) ELSE c.seen_run END";
}
