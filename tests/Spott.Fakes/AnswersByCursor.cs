using System.Collections.Concurrent;
using System.Collections.Generic;

namespace Spott.Fakes;

/// <summary>
/// Answers by the cursor of the request, so that a page asked for ahead and a page asked for again may come in any order. Each cursor has
/// answers one after the other; the last one stays.
/// </summary>
public sealed class AnswersByCursor : IResponder
{
    private readonly ConcurrentDictionary<string, Queue<Answer>> _answers = new();

    /// <summary>Puts answers at the end of those for a cursor, an empty one for the first page, and gives the responder back.</summary>
    public AnswersByCursor Add(string cursor, params Answer[] next)
    {
        Queue<Answer> queue = _answers.GetOrAdd(cursor, static _ => new Queue<Answer>());
        lock (queue)
        {
            foreach (Answer answer in next)
                queue.Enqueue(answer);
        }

        return this;
    }

    /// <summary>The responder as a transport.</summary>
    public ScriptedHandler AsHandler() => new(this);

    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        string cursor = request?.Value("cursor") ?? string.Empty;
        if (!_answers.TryGetValue(cursor, out Queue<Answer>? queue))
            return Answer.Error(599, $"There is no answer for the cursor '{cursor}'", "surplus");
        lock (queue)
            return queue.Count > 1 ? queue.Dequeue() : queue.Peek();
    }
}
