using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;
using Spott.Engine.Json;
using Spott.Engine.Retries;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>Any endpoint of the API: the text of its answer, or pages of its elements' texts.</summary>
internal sealed class Endpoint : IPageSource
{
    private const string CursorName = "cursor";

    private readonly ApiChannel _channel;
    private readonly ApiRequest _request;
    private readonly Uri _address;

    /// <exception cref="SpottApiException">The path leads out of the base address, or is too long.</exception>
    internal Endpoint(ApiChannel channel, ApiRequest request)
    {
        _channel = channel;
        _request = request;
        // Not resolved against the base, which could leave it, but put behind it; and looked at once more.
        _address = RequestAddress.Create(request.Method, channel.BaseUri, channel.BaseUri.AbsoluteUri + request.Path);
        if (!_address.AbsoluteUri.StartsWith(channel.BaseUri.AbsoluteUri, StringComparison.Ordinal))
            throw new SpottApiException(DestinationFaults.PathOutOfBase);
    }

    public string Target => _request.Method + " " + _address.AbsoluteUri;

    public string? FirstCursor => _request.Query.LastOrDefault(parameter => parameter.Key == CursorName).Value;

    public bool MayLookAhead(long itemsBefore) => true;

    internal Task<string> SendAsync(RunState run, RunMessages messages, CancellationToken cancellationToken)
    {
        OutgoingRequest request = CreateRequest(_request.Query);
        HttpExchange exchange = Begin(run, messages);
        return exchange.RepeatAsync(
            token => exchange.SendAsync(request, (body, status) => Text(body, status, exchange.Attempts), token), cancellationToken);
    }

    public async Task<Page> GetPageAsync(
        string? cursor, int pageNumber, RunState run, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken)
    {
        OutgoingRequest request = CreateRequest(WithCursor(cursor));
        HttpExchange exchange = Begin(run, messages);
        try
        {
            return await exchange.RepeatAsync(
                token => exchange.SendAsync(request, (body, _) => Elements(body, run, exchange.Attempts, bodyComplete), token), cancellationToken).ConfigureAwait(false);
        }
        catch (SpottApiException failure)
        {
            failure.Cursor = cursor;
            failure.PageNumber = pageNumber;
            throw;
        }
    }

    private static Page Elements(PooledBody body, RunState run, Attempts attempts, Action<string?>? bodyComplete)
    {
        bodyComplete?.Invoke(CursorScan.Find(body.Bytes));
        try
        {
            Page page = new ElementPageReader().Read(body.Bytes);
            run.Statistics.CountItems(page.Items.Count);
            return page;
        }
        catch (JsonException broken)
        {
            // Sound JSON without a list will be the same the next time.
            throw attempts.Failure(JsonBody.Fault(broken), isTransient: broken.LineNumber is not null);
        }
    }

    private HttpExchange Begin(RunState run, RunMessages messages)
    {
        HttpExchange exchange = _channel.Begin(Target, run, messages);
        exchange.Attempts.MayRepeat = _request.IsGet;
        return exchange;
    }

    private OutgoingRequest CreateRequest(IEnumerable<KeyValuePair<string, string>> query)
    {
        QueryText text = new();
        foreach (KeyValuePair<string, string> parameter in query)
            text.Add(parameter.Key, parameter.Value);
        return new OutgoingRequest(_request.Method, _address, text) { Body = _request.Body };
    }

    private IEnumerable<KeyValuePair<string, string>> WithCursor(string? cursor)
    {
        IEnumerable<KeyValuePair<string, string>> query = _request.Query.Where(parameter => parameter.Key != CursorName);
        return cursor is null ? query : query.Append(new KeyValuePair<string, string>(CursorName, cursor));
    }

    private string Text(PooledBody body, HttpStatusCode status, Attempts attempts)
    {
        // An answer without content is complete where content was not promised.
        bool mayBeEmpty = !_request.IsGet || status is HttpStatusCode.NoContent or HttpStatusCode.ResetContent;
        if (!_request.AcceptsAnyText && !(mayBeEmpty && body.Length == 0))
        {
            try
            {
                JsonBody.Check(body.Bytes);
            }
            catch (JsonException broken)
            {
                throw attempts.Failure(JsonBody.Fault(broken), isTransient: true);
            }
        }

        return _channel.Redact(JsonBody.Decode(ByteOrderMark.Skip(body.Bytes)));
    }
}
