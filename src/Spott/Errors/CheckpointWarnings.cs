using System;

namespace Spott.Errors;

/// <summary>What a run with a checkpoint warns of and goes on.</summary>
internal static class CheckpointWarnings
{
    internal static string DroppedPending(string path) =>
        $"An earlier run left the checkpoint '{path}' pending and nobody saved it: what that run delivered is delivered again.";

    internal static string NothingAskedFor(string path) =>
        $"No company id came: nothing was asked for, and the checkpoint '{path}' stays as it is.";

    internal static string MalformedItem(string path) =>
        $"The checkpoint '{path}' stays as it is, because an item was malformed and left out.";

    internal static string ProtectionNotKept(string path) =>
        $"The checkpoint '{path}' was saved, but who may read and change the file could not be kept as it was: "
        + "set its owner and permissions again, and let the same account run it each time.";

    /// <param name="clock">This machine's clock when the run began.</param>
    /// <param name="overlap">How far it may be ahead of the server's before something is missed.</param>
    internal static string NoServerClock(DateTimeOffset clock, TimeSpan overlap) =>
        $"The server's first page has no date: the checkpoint goes by this machine's clock ({UtcText.Of(clock)}); "
        + $"if that is ahead of the server's by more than {overlap}, changes will be missed.";

    /// <param name="path">The checkpoint.</param>
    /// <param name="watermark">Up to when it says that everything was delivered.</param>
    /// <param name="clock">The clock that this run goes by.</param>
    internal static string FromTheFuture(string path, DateTimeOffset watermark, DateTimeOffset clock) =>
        $"The checkpoint '{path}' is from {UtcText.Of(watermark)}, which is in the future of the clock that this run goes by "
        + $"({UtcText.Of(clock)}): "
        + "one of the clocks was wrong or went back. The older of the two is used; to be sure of what changed in between, "
        + "move the checkpoint away once, and everything is delivered anew.";
}
