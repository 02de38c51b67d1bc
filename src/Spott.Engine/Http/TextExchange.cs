using System.Net;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Json;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>Sends one request to any endpoint and gives the text of its answer.</summary>
internal static class TextExchange
{
    /// <exception cref="SpottApiException">It failed for good.</exception>
    internal static Task<string> SendAsync(
        ApiChannel channel, ApiRequest request, RunState run, RunMessages messages, CancellationToken cancellationToken)
    {
        OutgoingRequest outgoing = new GenericRequest(channel.BaseUri, request).With(request.Query);
        HttpExchange exchange = channel.Begin(outgoing, run, messages);
        return exchange.SendAsync(outgoing, answer => channel.Redact(Text(answer, request)), cancellationToken);
    }

    private static string Text(HttpAnswer answer, ApiRequest request)
    {
        // An answer without content is complete where content was not promised.
        bool mayBeEmpty = !request.IsSafe || answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent;
        if (!request.AcceptsAnyText && !(mayBeEmpty && answer.Body.IsEmpty))
        {
            try
            {
                JsonBody.Check(answer.Body);
            }
            catch (JsonException broken)
            {
                throw answer.Broken(broken, isTransient: true);
            }
        }

        return JsonBody.Decode(ByteOrderMark.Skip(answer.Body));
    }
}
