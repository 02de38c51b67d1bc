namespace Spott.Connections;

/// <summary>
/// A <c>Connect-Spott</c> that failed: what stands in the place of a connection until the next one, or until <c>Disconnect-Spott</c>.
/// </summary>
internal sealed class FailedConnect
{
    internal FailedConnect(ConnectionSettings? settings = null) => Settings = settings;

    /// <summary>What was tried, so that it can be tested; null when it failed before it had an address and a key.</summary>
    internal ConnectionSettings? Settings { get; }
}
