namespace Spott.Errors;

/// <summary>Why there is no connection.</summary>
internal static class ConnectionFaults
{
    internal static Fault NoApiKey => new(
        FailureKind.NotConnected,
        "no API key was given, and nobody can be asked for it",
        "use Connect-Spott -ApiKey, or set the environment variable SPOTT_API_KEY");

    /// <summary>Nothing connects itself after it, perhaps to another account.</summary>
    internal static Fault LastConnectFailed => new(
        FailureKind.NotConnected,
        "the last Connect-Spott failed",
        "run Connect-Spott again, or give -Connection; Test-SpottConnection shows which step fails");

    /// <summary>It failed before it had an address and a key, so there is nothing to test.</summary>
    internal static Fault LastConnectSentNothing => new(
        FailureKind.NotConnected,
        "the last Connect-Spott failed before it could send anything",
        "run Connect-Spott again, and do what its error says");

    internal static Fault NoneAndNoKey => new(FailureKind.NotConnected, "none was made in this session, and SPOTT_API_KEY is not set");

    /// <param name="kind">How the server refused it.</param>
    /// <param name="source">Where the key came from.</param>
    internal static Fault KeyInQuotes(FailureKind kind, string source) => new(
        kind, "the key begins and ends with a quotation mark", $"set it without the quotation marks ({source}), and connect again");

    internal static Fault Closed => new(FailureKind.NotConnected, "this connection was closed by Disconnect-Spott");
}
