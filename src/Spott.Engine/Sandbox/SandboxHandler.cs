using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine.Sandbox;

/// <summary>
/// The far end of <c>Connect-Spott -Sandbox</c>: answers <c>GET /opportunities</c>, <c>/opportunities/{id}</c> and
/// <c>/users/_list</c> inside the process, over invented
/// sales opportunities of a recruiting agency, and is as strict as the published API about key, limit, dates and cursors.
/// It is for people who have no key yet and for testing scripts. It is no copy of the live service: it never throttles,
/// never fails by itself, and where the API's behaviour is unknown (the order of the items, how long a cursor lives,
/// the answer to a bad key) it shows one plausible choice and proves nothing about the real one.
/// </summary>
/// <remarks>
/// The data follow from the size, the day and the date of construction alone; each item is made when it is asked for and kept
/// nowhere. One instance serves any number of requests at once.
/// </remarks>
internal sealed class SandboxHandler : HttpMessageHandler
{
    /// <summary>The most opportunities a sandbox can have.</summary>
    public const int MaxSize = 1_000_000;

    private const string Route = "/opportunities";
    private const string UsersRoute = "/users/_list";
    private const string RefusedKeyPrefix = "invalid";
    // Without the word sandbox, which is its key, and would be hidden.
    private const string Offer = "; only GET opportunities, opportunities/<id> and users/_list are answered here";

    private readonly SandboxData _data;
    private readonly TimeProvider _time;
    private int _requests;

    /// <param name="size">How many opportunities there are on day 0, 0 to <see cref="MaxSize"/>.</param>
    /// <param name="day">Which day of the sandbox it is, 0 or later.</param>
    /// <param name="time">
    /// The clock of that day (<see cref="SandboxClock"/>): the day that all dates are relative to, read once here, and each answer's
    /// <c>Date</c>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is outside its range.</exception>
    public SandboxHandler(int size, int day, TimeProvider time)
    {
        if (size is < 0 or > MaxSize)
            throw new ArgumentOutOfRangeException(nameof(size), size, "A sandbox holds 0 to 1,000,000 opportunities.");
        _time = time ?? throw new ArgumentNullException(nameof(time));
        _data = new SandboxData(size, day, time.GetUtcNow());
    }

    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Answer(request, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled<HttpResponseMessage>(cancellationToken);
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, CancellationToken stop)
    {
        string requestId = "request-" + Interlocked.Increment(ref _requests).ToString("D6", CultureInfo.InvariantCulture);
        Uri uri = request.RequestUri!;
        string path = uri.AbsolutePath;
        bool isOne = path.StartsWith(Route + "/", StringComparison.Ordinal) && path.LastIndexOf('/') == Route.Length;
        if (path is not (Route or UsersRoute) && !isOne)
            return Refuse(HttpStatusCode.NotFound, $"Cannot {request.Method} {path}{Offer}");
        if (request.Method != HttpMethod.Get)
        {
            HttpResponseMessage refusal = Refuse(HttpStatusCode.MethodNotAllowed, $"Cannot {request.Method} {path}{Offer}");
            refusal.Content.Headers.Allow.Add(HttpMethod.Get.Method);
            return refusal;
        }
        if (KeyOf(request) is not { } key)
            return Refuse(HttpStatusCode.Unauthorized, "Missing API key");
        if (key.StartsWith(RefusedKeyPrefix, StringComparison.Ordinal))
            return Refuse(HttpStatusCode.Unauthorized, "Invalid API key");

        if (path == UsersRoute)
            return Respond(HttpStatusCode.OK, SandboxJson.Users(_data), requestId, request);
        if (isOne)
        {
            return SandboxItem.Find(_data, path.Substring(Route.Length + 1)) is { } opportunity
                ? Respond(HttpStatusCode.OK, SandboxJson.One(_data, opportunity), requestId, request)
                : Refuse(HttpStatusCode.NotFound, "Opportunity not found");
        }

        List<string> problems = new();
        SandboxQuery query = SandboxQuery.Parse(uri.Query, problems);
        if (problems.Count > 0)
            return Respond(HttpStatusCode.BadRequest, SandboxJson.ValidationError(problems, requestId), requestId, request);
        int start = 0;
        if (query.Cursor is not null
            && !(SandboxCursor.TryRead(query.Cursor, query.Filter, out start) && start < _data.End))
            return Refuse(HttpStatusCode.BadRequest, "Invalid cursor");
        return Respond(HttpStatusCode.OK, Page(query, start, stop), requestId, request);

        HttpResponseMessage Refuse(HttpStatusCode status, string message) =>
            Respond(status, SandboxJson.Error(status, message, requestId), requestId, request);
    }

    private ArraySegment<byte> Page(SandboxQuery query, int start, CancellationToken stop)
    {
        List<SandboxOpportunity> page = new(query.Limit);
        SandboxOpportunity? next = _data.Find(query.Filter, start, stop);
        while (next is not null && page.Count < query.Limit)
        {
            page.Add(next);
            next = _data.Find(query.Filter, next.Index + 1, stop);
        }
        return SandboxJson.Page(_data, page, next is null ? null : SandboxCursor.Write(next.Index, query.Filter));
    }

    private static string? KeyOf(HttpRequestMessage request)
    {
        string? key = request.Headers.TryGetValues("x-api-key", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        return string.IsNullOrWhiteSpace(key) ? null : key!.Trim();
    }

    private HttpResponseMessage Respond(HttpStatusCode status, ArraySegment<byte> body, string requestId, HttpRequestMessage request)
    {
        ByteArrayContent content = new(body.Array!, body.Offset, body.Count);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Encoding.UTF8.WebName };
        HttpResponseMessage response = new(status) { Content = content, RequestMessage = request };
        response.Headers.Date = _time.GetUtcNow();
        response.Headers.Add("x-request-id", requestId);
        return response;
    }
}
