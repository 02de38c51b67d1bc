using System;

namespace Spott.Mirror.Database;

/// <summary>
/// Stays in stages as other programs read them, out of the versions: a stay is a row of versions of one stage, none of them deleted. What
/// was before the first complete full run's end is not known. They are made once for a query (<c>MATERIALIZED</c>): SQLite would else make
/// them again for every opportunity that a query joins to them. <c>Spott.Runs.StageHistory</c> finds the same out of the changes, for any
/// moment; a test holds the two together.
/// </summary>
internal static class StageStayView
{
    private const string Baseline = "(SELECT number FROM baseline)";

    private static readonly string NotBefore = FormattableString.Invariant($"""
        CASE WHEN NOT t.is_known THEN NULL WHEN t.is_of_creation THEN t.created_at
            ELSE (SELECT b.started_at FROM change_log l LEFT JOIN run_log b ON b.number = l.not_before_run
                WHERE l.run = t.from_run AND l.subject = {(int)ChangeSubject.Opportunity} AND l.target = t.oid
                    AND (l.property = '{nameof(Opportunity.StageId)}' OR l.property IS NULL) ORDER BY l.property IS NULL LIMIT 1) END
        """);

    internal static readonly string Create = FormattableString.Invariant($"""
        CREATE VIEW stage_stay AS
        WITH baseline AS (SELECT min(number) AS number FROM run_log WHERE status = {(int)MirrorRunStatus.Complete} AND kind = {(int)MirrorRunKind.Full}),
        version AS (
            SELECT oid, from_run, deleted_run IS NOT NULL AS is_deleted, stage FROM opportunity_past WHERE to_run > {Baseline}
            UNION ALL SELECT oid, from_run, deleted_run IS NOT NULL, stage FROM opportunity_present WHERE {Baseline} IS NOT NULL),
        marked AS (
            SELECT *, row_number() OVER its = 1 AS is_first, lag(stage) OVER its IS NOT stage OR lag(is_deleted) OVER its IS NOT is_deleted AS is_other
            FROM version WINDOW its AS (PARTITION BY oid ORDER BY from_run)),
        bounded AS (
            SELECT *, lead(from_run) OVER (PARTITION BY oid ORDER BY from_run) AS left_run FROM marked WHERE is_first OR is_other),
        timed AS (
            SELECT x.*, c.id, c.name, c.company, c.company_own, c.owner, c.owner_own,
                NOT (x.is_first AND x.from_run <= {Baseline}) AS is_known, x.is_first AND c.created_at < e.completed_at AS is_of_creation,
                c.created_at, e.completed_at AS entered, l.completed_at AS ends
            FROM bounded x CROSS JOIN opportunity_present c ON c.oid = x.oid CROSS JOIN run_log e ON e.number = max(x.from_run, {Baseline})
            LEFT JOIN run_log l ON l.number = x.left_run WHERE NOT x.is_deleted),
        stay AS MATERIALIZED (SELECT *, CASE WHEN is_known AND is_of_creation THEN created_at ELSE entered END AS begins FROM timed)
        SELECT t.id AS opportunity_id, t.name AS opportunity_name, {ViewText.Said("v_company.body", "Name")} AS company_name,
            s_stage.id AS stage_id, {ViewText.Said("v_stage.body", "Name")} AS stage_name, {ViewText.Said("v_stage.body", "Order")} AS stage_order,
            {ViewText.Said("v_stage.body", "IsOpen")} AS stage_is_open, {ViewText.Moment("t.begins")} AS entered_at,
            {ViewText.Moment(NotBefore)} AS entered_not_before, {ViewText.Moment("t.ends")} AS left_at,
            max(0, coalesce(t.ends, max((SELECT max(completed_at) FROM run_log), {Now})) - t.begins) / 864000000000.0 AS duration_days,
            t.ends IS NULL AS is_current, t.is_known AS is_entry_known, s_owner.id AS owner_id, {ViewText.Said("v_owner.body", "Name")} AS owner_name
        FROM stay t
        LEFT JOIN subject s_stage ON s_stage.sid = t.stage LEFT JOIN subject_value v_stage ON v_stage.vid = s_stage.vid
        LEFT JOIN subject s_company ON s_company.sid = t.company
        LEFT JOIN subject_value v_company ON v_company.vid = coalesce(t.company_own, s_company.vid)
        LEFT JOIN subject s_owner ON s_owner.sid = t.owner LEFT JOIN subject_value v_owner ON v_owner.vid = coalesce(t.owner_own, s_owner.vid);
        """);

    /// <summary>Ticks of the moment at which the view is read.</summary>
    private const string Now = "CAST((julianday('now') - 1721425.5) * 864000000000.0 AS INTEGER)";
}
