using System;

namespace Spott.Errors;

/// <summary>What a run with a checkpoint warns of and goes on.</summary>
internal static class CheckpointWarnings
{
    internal static string DroppedPending(string path) =>
        $"An earlier run with the checkpoint '{path}' was not saved, so its data comes again.";

    internal static string NothingAskedFor(string path) =>
        $"No company id came, so nothing was requested, and the checkpoint '{path}' stays as it is.";

    internal static string MalformedItem(string path) =>
        $"The checkpoint '{path}' stays as it is, because an item was malformed and left out.";

    internal static string ProtectionNotKept(string path) =>
        $"The checkpoint '{path}' was saved, but the file's owner or permissions could not be kept: "
        + "set its owner and permissions again, and let the same account run it each time.";

    /// <param name="clock">This machine's clock when the run began.</param>
    /// <param name="overlap">How far it may be ahead of the server's before something is missed.</param>
    internal static string NoServerClock(DateTimeOffset clock, TimeSpan overlap) =>
        $"The server's first page has no date, so the checkpoint uses this machine's clock ({MomentText.Of(clock)}); "
        + $"if that is ahead of the server's by more than {overlap}, changes will be missed.";

    /// <param name="path">The checkpoint.</param>
    /// <param name="watermark">Up to when it says that everything was delivered.</param>
    /// <param name="clock">The clock that this run goes by.</param>
    internal static string FromTheFuture(string path, DateTimeOffset watermark, DateTimeOffset clock) =>
        $"The checkpoint '{path}' is from {MomentText.Of(watermark)}, which is later than the clock of this run "
        + $"({MomentText.Of(clock)}): "
        + "one of the clocks was wrong or was set back. The older time is used. To be sure that no change is missed, "
        + "move the checkpoint away once: then everything is delivered again.";
}
