using System;

namespace Spott.Errors;

/// <summary>What a run into a mirror, or a reader of one, warns of and goes on.</summary>
internal static class MirrorWarnings
{
    /// <param name="clock">This machine's clock when the run began.</param>
    /// <param name="overlap">How far it may be ahead of the server's before something is missed.</param>
    internal static string NoServerClock(DateTimeOffset clock, TimeSpan overlap) =>
        $"The server's first answer has no date, so the mirror uses this machine's clock ({MomentText.Of(clock)}); "
        + $"if that is ahead of the server's by more than {overlap}, changes will be missed until the next full run.";

    /// <param name="path">The mirror.</param>
    /// <param name="watermark">The clock that its last run went by.</param>
    /// <param name="clock">The clock that this run goes by.</param>
    /// <param name="isFull">Whether the run asks for everything, and so can miss nothing.</param>
    internal static string FromTheFuture(string path, DateTimeOffset watermark, DateTimeOffset clock, bool isFull) =>
        $"The last run of the mirror '{path}' was at {MomentText.Of(watermark)}, which is later than the clock of this run "
        + $"({MomentText.Of(clock)}): one of the clocks was wrong or was set back. "
        + (isFull
            ? "This run is full and misses nothing. Its changes get the time of the last run, not an earlier one."
            : "The older time is used. To be sure that no change is missed, run Sync-SpottMirror -Full once.");

    /// <param name="path">The mirror.</param>
    /// <param name="copy">The file as it was.</param>
    internal static string Migrated(string path, string copy) =>
        $"The tables of the mirror '{path}' were updated for this version of the module. A copy of the old file is '{copy}': "
        + "delete it if you will not go back to an older module.";

    internal static string MalformedItem(string path) =>
        $"The run of the mirror '{path}' was not complete, because an item was malformed and left out: the others were written, "
        + "and the next run starts again from the same time.";

    /// <param name="path">The mirror.</param>
    /// <param name="people">How many were found and erased.</param>
    /// <param name="places">In how many places they were.</param>
    /// <param name="copies">How many copies of the module's own were removed.</param>
    internal static string Erased(string path, int people, long places, int copies) => (people == 0 && places == 0
            ? $"The people were erased from the mirror '{path}' before, and nothing of them was left"
            : $"Erased {CountText.Of(people, "person", "people")} from {CountText.Of(places, "place", "places")} of the mirror '{path}'")
        + (copies > 0 ? " and removed the copy that was made before its tables were changed" : string.Empty)
        + ". Free text, such as names and descriptions of opportunities, may still name them, and so may your backups, reports and other "
        + "exports.";

    internal static string NothingListed() => "The full run found no opportunity" + Silence;

    internal static string MuchAbsent(string path, long absent, long held) => FormattableString.Invariant(
        $"In the full run {absent} of the {held} opportunities of the mirror '{path}' are missing") + Silence;

    internal static string NoFullRun(string path) =>
        $"No full run of the mirror '{path}' was complete yet, so these may not be all opportunities.";

    /// <param name="path">The mirror.</param>
    /// <param name="asked">The moment that was asked for.</param>
    /// <param name="end">When the last run before it had ended, local time.</param>
    internal static string FarFromRun(string path, DateTimeOffset asked, DateTime end) =>
        $"The last run of the mirror '{path}' before {MomentText.Of(asked)} ended at {MomentText.Of(end)}: "
        + "what changed between these times is not included.";

    /// <param name="path">The mirror.</param>
    /// <param name="property">A path of additional properties, as it was given; it need not be safe to show.</param>
    internal static string UnknownPath(string path, string property) =>
        $"Nothing in the mirror '{path}' ever had '{ConsoleText.Harmless(property)}', so it has no changes: check the name in "
        + "AdditionalProperties of an opportunity or a contact.";

    private const string Silence =
        ". The cause may be a key with fewer rights, so nothing counts as missing or deleted because of this run. "
        + "If they are really gone, run Sync-SpottMirror -Full -AllowMassDeletion twice.";
}
