using System.Collections.Concurrent;
using System.Threading;

namespace Spott.Fakes;

/// <summary>Answers one after the other, and makes the request after the last one fail loudly.</summary>
public sealed class AnswerScript : IResponder
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private int _surplus;

    /// <summary>Answers not yet given.</summary>
    public int Remaining => _answers.Count;

    /// <summary>Requests that came after the last answer.</summary>
    public int Surplus => Volatile.Read(ref _surplus);

    /// <summary>Answers for evermore after the last one; null (the default) answers 599, which nobody retries.</summary>
    public Answer? Otherwise { get; set; }

    /// <summary>Puts an answer at the end.</summary>
    public void Add(Answer answer) => _answers.Enqueue(answer);

    /// <inheritdoc/>
    public Answer Respond(RecordedRequest request)
    {
        if (_answers.TryDequeue(out Answer? answer))
            return answer;
        if (Otherwise is { } otherwise)
            return otherwise;
        Interlocked.Increment(ref _surplus);
        return Answer.Error(599, $"The script has no answer left for request {request?.Number}: {request}", "surplus");
    }
}
