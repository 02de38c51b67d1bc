using System;

namespace Spott.Fakes;

internal sealed class FunctionResponder(Func<RecordedRequest, Answer> respond) : IResponder
{
    public Answer Respond(RecordedRequest request) => respond(request);
}
