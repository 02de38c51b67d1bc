using Spott.Mirror.Database;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>
/// Finds what a full run did not list, and whether that says anything. Absence is believed of a complete run that lacks little, and counts
/// as a deletion when the next such run says so again. <c>temp.absent</c> has what is missing from now on, <c>temp.dying</c> what is
/// deleted.
/// </summary>
internal static class AbsenceStep
{
    private const int FewAlways = 20;
    private const int FewInPercent = 5;

    internal static void Run(RunContext context, MirrorRunEnd end, MirrorOutcome outcome)
    {
        SqliteDatabase database = context.Database;
        database.Execute("""
            CREATE INDEX temp.item_oid ON item (oid);
            CREATE TEMP TABLE absent (oid INTEGER PRIMARY KEY);
            CREATE TEMP TABLE dying (oid INTEGER PRIMARY KEY);
            """);
        if (!IsWhole(end))
            return;

        outcome.Held = database.Count("SELECT count(*) FROM opportunity_present WHERE deleted_run IS NULL");
        long found = database.Count(
            "SELECT count(*) FROM temp.item i CROSS JOIN opportunity_present c ON c.oid = i.oid WHERE c.deleted_run IS NULL");
        outcome.Absent = outcome.Held - found;
        context.IsEvidence = IsEvidence(end, outcome, isEmpty: database.Count("SELECT EXISTS (SELECT 1 FROM temp.item)") == 0);
        if (!context.IsEvidence || outcome.Absent == 0)
            return;

        database.Execute("""
            INSERT INTO temp.absent SELECT oid FROM main.opportunity_present c
                WHERE deleted_run IS NULL AND missing_run IS NULL AND NOT EXISTS (SELECT 1 FROM temp.item i WHERE i.oid = c.oid);
            INSERT INTO temp.dying SELECT oid FROM main.opportunity_present c
                WHERE deleted_run IS NULL AND missing_run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM temp.item i WHERE i.oid = c.oid);
            """);
    }

    /// <summary>Whether a run's silence counts; the outcome is told when it does not though the run is a whole one.</summary>
    internal static bool IsEvidence(MirrorRunEnd end, MirrorOutcome outcome, bool isEmpty)
    {
        if (!IsWhole(end))
            return false;
        bool lacksMuch = outcome.Absent * 2 > outcome.Held
            || (outcome.Absent > FewAlways && outcome.Absent * 100 > outcome.Held * FewInPercent);
        outcome.IsNoEvidence = (isEmpty || lacksMuch) && !end.AllowMassDeletion;
        return !outcome.IsNoEvidence;
    }

    private static bool IsWhole(MirrorRunEnd end) => end.Kind == MirrorRunKind.Full && end.Status == MirrorRunStatus.Complete;
}
