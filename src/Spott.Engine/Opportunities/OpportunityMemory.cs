using Spott.Engine.Json;

namespace Spott.Engine.Opportunities;

/// <summary>What one connection keeps from one page of opportunities to the next, whatever the run. Threads share it.</summary>
internal sealed class OpportunityMemory
{
    private volatile bool _sendsLoneIdTwice;

    internal SharedStrings Strings { get; } = new();

    /// <summary>Whether the server turned out to want a lone company id twice.</summary>
    internal bool SendsLoneIdTwice
    {
        get => _sendsLoneIdTwice;
        set => _sendsLoneIdTwice = value;
    }
}
