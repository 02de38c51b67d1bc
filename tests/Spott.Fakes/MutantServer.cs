using System;

namespace Spott.Fakes;

/// <summary>Gives a mutant as the first page; whatever cursor comes back gets a last page with one item that names it.</summary>
public sealed class MutantServer(PageMutator mutator) : IResponder
{
    /// <summary>The mutant that the next run gets.</summary>
    public int Number { get; set; }

    /// <summary>What a run owes: the mutant's items, and the page that its cursor leads to; null when it is no page.</summary>
    public string[]? Expected => PageOracle.Of(Body) is not { Items: { } items } oracle ? null
        : oracle.Cursor is null ? [.. items]
        : [.. items, "id after " + oracle.Cursor];

    /// <summary>Whether the run has to end with an error about the page or its way on.</summary>
    public bool Fails => PageOracle.Of(Body) is { Items: null } or { IsBroken: true };

    private byte[] Body => mutator.Mutant(Number);

    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Value("cursor") is { } cursor
            ? Answer.Page([$"{{\"id\":{JsonText.Quote("after " + cursor)}}}"])
            : Answer.Bytes(Body);
    }
}
