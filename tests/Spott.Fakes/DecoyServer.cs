using System;

namespace Spott.Fakes;

/// <summary>Gives one body as the first page; whatever cursor comes back gets a last page with one item that names it.</summary>
public sealed class DecoyServer(string body) : IResponder
{
    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Value("cursor") is { } cursor
            ? Answer.Page([$"{{\"id\":{JsonText.Quote("after " + cursor)}}}"])
            : Answer.Json(body);
    }
}
