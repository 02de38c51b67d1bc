using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>A transport without a network: it records what is sent and answers by a queue or a responder.</summary>
public sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly IResponder _responder;

    /// <summary>Answers by the queue.</summary>
    public ScriptedHandler()
        : this(new AnswerScript())
    {
    }

    /// <summary>Answers by the queue, filled with these.</summary>
    public ScriptedHandler(Answer[] answers)
        : this() => Enqueue(answers);

    /// <summary>Answers by a responder. A script block cannot be one: it would need a runspace on a pool thread.</summary>
    public ScriptedHandler(IResponder responder) => _responder = responder;

    /// <summary>Answers by a function of C#, called from pool threads.</summary>
    public ScriptedHandler(Func<RecordedRequest, Answer> respond)
        : this(new FunctionResponder(respond))
    {
    }

    /// <summary>Every request so far.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Requests so far.</summary>
    public int RequestCount => Requests.Count;

    /// <summary>Requests that the client gave up before it had the whole answer.</summary>
    public int Cancelled => Requests.CancelledCount;

    /// <summary>A transport belongs to who made it: the module must never set this.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>The queue.</summary>
    /// <exception cref="InvalidOperationException">There is none: a responder or function answers.</exception>
    public AnswerScript Answers => _responder as AnswerScript
        ?? throw new InvalidOperationException("This handler answers by a responder and has no queue.");

    /// <summary>Pages of so many items each, in the order of their indexes, with cursors c1, c2, …</summary>
    public static ScriptedHandler Pages(params int[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ScriptedHandler handler = new();
        int first = 1;
        for (int page = 0; page < sizes.Length; page++)
        {
            string? cursor = page + 1 < sizes.Length ? $"c{page + 1}" : null;
            handler.Enqueue(Answer.Page(OpportunityJson.Items(first, sizes[page]), cursor));
            first += sizes[page];
        }

        return handler;
    }

    /// <summary>Puts answers at the end of the queue and gives the handler back.</summary>
    public ScriptedHandler Enqueue(params Answer[] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        foreach (Answer answer in answers)
            Answers.Add(answer);
        return this;
    }

    /// <summary>Puts one answer at the end of the queue several times.</summary>
    public ScriptedHandler Repeat(Answer answer, int times) => Enqueue([.. Enumerable.Repeat(answer, times)]);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RecordedRequest recorded = await RecordAsync(request).ConfigureAwait(false);
        try
        {
            // A network never answers on the caller's own stack.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            recorded.Answer = _responder.Respond(recorded).For(recorded);
            return await ScriptedResponse.CreateAsync(
                recorded.Answer, request, () => Requests.MarkCancelled(recorded), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Requests.MarkCancelled(recorded);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private async Task<RecordedRequest> RecordAsync(HttpRequestMessage request)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, HeaderStringValues> header in request.Headers.NonValidated)
            headers[header.Key] = string.Join(
                header.Key.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) ? " " : ", ", header.Value);
        string body = string.Empty;
        if (request.Content is { } content)
        {
            body = await content.ReadAsStringAsync().ConfigureAwait(false);
            foreach (KeyValuePair<string, HeaderStringValues> header in content.Headers.NonValidated)
                headers[header.Key] = string.Join(", ", header.Value);
        }

        RecordedRequest recorded = new(request.Method.Method, request.RequestUri!, headers, body);
        Requests.Add(recorded);
        return recorded;
    }
}
