using Spott.Connections;
using Spott.Errors;

namespace Spott.Runs;

/// <summary>Tells a failure what a person needs in order to go on after it.</summary>
internal static class Continuation
{
    /// <param name="failed">The page that failed.</param>
    /// <param name="how">By what the command is gone on with.</param>
    /// <param name="key">The connection's. A server that sends it back as a cursor does not bring it into a log.</param>
    internal static void Note(SpottApiException failed, Resumption how, ApiKey key)
    {
        failed.Resumption = how;
        failed.ShownCursor = failed.Cursor is { } cursor && key.Redact(cursor) == cursor ? cursor : null;
    }
}
