using System;

namespace Spott.Errors;

/// <summary>What a run into a mirror, or a reader of one, warns of and goes on.</summary>
internal static class MirrorWarnings
{
    /// <param name="clock">This machine's clock when the run began.</param>
    /// <param name="overlap">How far it may be ahead of the server's before something is missed.</param>
    internal static string NoServerClock(DateTimeOffset clock, TimeSpan overlap) =>
        $"The server's first answer has no date: the mirror goes by this machine's clock ({UtcText.Of(clock)}); "
        + $"if that is ahead of the server's by more than {overlap}, changes will be missed until the next full run.";

    /// <param name="path">The mirror.</param>
    /// <param name="watermark">The clock that its last run went by.</param>
    /// <param name="clock">The clock that this run goes by.</param>
    internal static string FromTheFuture(string path, DateTimeOffset watermark, DateTimeOffset clock) =>
        $"The last run of the mirror '{path}' went by {UtcText.Of(watermark)}, which is in the future of the clock that this run goes by "
        + $"({UtcText.Of(clock)}): one of the clocks was wrong or went back. The older of the two is used; "
        + "to be sure of what changed in between, run Sync-SpottMirror -Full once.";

    /// <param name="path">The mirror.</param>
    /// <param name="copy">The file as it was.</param>
    internal static string Migrated(string path, string copy) =>
        $"The tables of the mirror '{path}' were brought to the version of this module. The file as it was is '{copy}': "
        + "delete it when you do not go back to an older module.";

    internal static string MalformedItem(string path) =>
        $"The run of the mirror '{path}' was not complete, because an item was malformed and left out: the others were written, "
        + "and the next run asks from where this one did.";

    /// <param name="path">The mirror.</param>
    /// <param name="people">How many were found and erased.</param>
    /// <param name="places">In how many places they were.</param>
    /// <param name="copies">How many copies of the module's own were removed.</param>
    internal static string Erased(string path, int people, long places, int copies) => FormattableString.Invariant(
        $"Erased {people} {(people == 1 ? "person" : "people")} from {places} places of the mirror '{path}'")
        + (copies > 0 ? " and removed the copy that was made before its tables were changed" : string.Empty)
        + ". Free text, such as names and descriptions of opportunities, may still speak of them, and so may your backups and exports.";

    internal static string NothingListed() => "The full run gave no opportunity at all" + Silence;

    internal static string MuchAbsent(string path, long absent, long held) => FormattableString.Invariant(
        $"The full run did not list {absent} of the {held} opportunities that the mirror '{path}' holds") + Silence;

    internal static string NoFullRun(string path) =>
        $"No full run of the mirror '{path}' was complete yet: these need not be all opportunities.";

    /// <param name="path">The mirror.</param>
    /// <param name="asked">The moment that was asked for, local time.</param>
    /// <param name="end">When the last run before it had ended, local time.</param>
    internal static string FarFromRun(string path, DateTime asked, DateTime end) => FormattableString.Invariant(
        $"The last run of the mirror '{path}' before {asked:yyyy-MM-dd HH:mm:ss} ended at {end:yyyy-MM-dd HH:mm:ss} (local time): ")
        + "what changed between the two is not in it.";

    private const string Silence =
        ": a key that lost rights looks like that, so nothing counts as missing or deleted because of it. "
        + "If they are really gone, run Sync-SpottMirror -Full -AllowMassDeletion twice.";
}
