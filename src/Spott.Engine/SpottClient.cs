using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine;

/// <summary>The port's other side: one connection's HTTP stack, retries, pace and shared texts.</summary>
internal sealed class SpottClient : SpottApi
{
    /// <summary>A page's body, after decompression.</summary>
    internal const int BodyLimit = 32 * 1024 * 1024;

    private readonly ConnectionSettings _settings;
    private readonly Lazy<HttpStack> _stack;
    private readonly SharedStrings _shared = new();
    private readonly long _built;
    private volatile bool _doubleSingleId;

    internal SpottClient(ConnectionSettings settings)
    {
        if (settings.Transport is not null)
            TransportGuard.Check(settings.Transport);
        _settings = settings;
        _built = Time.GetTimestamp();
        _stack = new Lazy<HttpStack>(() => new HttpStack(settings, Time));
    }

    internal override DateTimeOffset UtcNow => Time.GetUtcNow();

    internal override TimeSpan Uptime => Time.GetElapsedTime(_built);

    internal Uri Endpoint => new(_settings.BaseUri, "opportunities");

#if NET
    private TimeProvider Time => _settings.Time ?? TimeProvider.System;
#else
    private static TimeProvider Time => TimeProvider.System;
#endif

    internal override Task<Page> VerifyAsync(RunState run, RunMessages messages, CancellationToken cancellationToken) =>
        Task.Run(() => GetPageAsync(new OpportunityQuery { PageSize = 1 }, null, 0, run, messages, null, cancellationToken), cancellationToken);

    internal override PageSeries OpenSeries(OpportunityQuery query, RunState run) => new OpportunitySeries(this, query, run);

    public override void Dispose()
    {
        if (_stack.IsValueCreated)
            _stack.Value.Dispose();
    }

    /// <summary>Gets one page, with all its retries.</summary>
    /// <param name="query">The filters.</param>
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="pageNumber">The page of the run, counted from 1; 0 for none.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    /// <param name="bodyComplete">Called with the cursor that the body seems to name, before the body is parsed.</param>
    /// <param name="cancellationToken">Ends it, on the wire too.</param>
    /// <exception cref="SpottApiException">It failed for good.</exception>
    internal async Task<Page> GetPageAsync(
        OpportunityQuery query, string? cursor, int pageNumber, RunState run, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken)
    {
        PageRequest request = new(_settings.BaseUri, query, cursor, _doubleSingleId);
        Attempts attempts = new(request.Target, run.Statistics, messages);
        try
        {
            return await _stack.Value.Retries.ExecuteAsync(
                attempts,
                token => _stack.Value.Pacer?.WaitAsync(run.Statistics, messages, token) ?? Task.CompletedTask,
                async token =>
                {
                    try
                    {
                        return await AttemptAsync(request, query, pageNumber, run, attempts, messages, bodyComplete, token).ConfigureAwait(false);
                    }
                    catch (SpottApiException refused) when (WantsArray(refused, query))
                    {
                        _doubleSingleId = true;
                        request = new PageRequest(_settings.BaseUri, query, cursor, doubleSingleId: true);
                        attempts.Number++;
                        return await AttemptAsync(request, query, pageNumber, run, attempts, messages, bodyComplete, token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SpottApiException failure)
        {
            failure.Cursor = cursor;
            failure.PageNumber = pageNumber;
            throw;
        }
    }

    private async Task<Page> AttemptAsync(
        PageRequest request, OpportunityQuery query, int pageNumber, RunState run, Attempts attempts, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken)
    {
        long sent = Stopwatch.GetTimestamp();
        run.Statistics.CountRequest();
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Get, request.Uri);
            using HttpResponseMessage response = await _stack.Value.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            run.FirstResponseDate ??= response.Headers.Date;
            if (!response.IsSuccessStatusCode)
            {
                SpottApiException failure = await ResponseFailure.FromAsync(response, attempts, _settings.ApiKey, cancellationToken).ConfigureAwait(false);
                messages.Add(RunMessageKind.Verbose, Line(request, response, sent, null, attempts, failure.RequestId, failure.RetryAfter));
                throw failure;
            }

            using PooledBody body = await PooledBody.ReadAsync(response.Content, BodyLimit, cancellationToken).ConfigureAwait(false);
            run.Statistics.CountBytes(body.Length);
            string? requestId = ResponseFailure.RequestId(response, _settings.ApiKey);
            messages.Add(RunMessageKind.Verbose, Line(request, response, sent, body.Length, attempts, requestId, null));
            KeyEcho.Blot(body.WritableBytes, _settings.ApiKey);
            return Parse(body, query, pageNumber, run, attempts, messages, bodyComplete, response, requestId);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested && ResponseFailure.From(broken, attempts) is { } failure)
        {
            messages.Add(RunMessageKind.Verbose, $"{request.Shown} -> no complete answer, attempt {attempts.Number}");
            throw failure;
        }
    }

    private Page Parse(
        PooledBody body, OpportunityQuery query, int pageNumber, RunState run, Attempts attempts, RunMessages messages, Action<string?>? bodyComplete, HttpResponseMessage response, string? requestId)
    {
        SpottApiException Broken(string detail, bool isTransient, Exception? inner = null)
        {
            SpottApiException failure = attempts.Failure(FailureKind.Protocol, detail, isTransient, inner);
            failure.StatusCode = response.StatusCode;
            failure.RequestId = requestId;
            return failure;
        }

        if (body.IsCut)
            throw Broken(FormattableString.Invariant($"its body is larger than {BodyLimit / (1024 * 1024)} MiB"), isTransient: false);

        bodyComplete?.Invoke(CursorScan.Find(body.Bytes));
        PageReader reader = new(_shared, pageNumber);
        Page page;
        try
        {
            page = reader.Read(body.Bytes);
        }
        catch (JsonException broken)
        {
            throw Broken(Describe(broken), isTransient: true);
        }

        if (query.CompanyIds.Count > 0 && page.Items.OfType<Opportunity>().FirstOrDefault(item => !query.CompanyIds.Contains(item.CompanyId)) is { } stranger)
            throw Broken($"it holds the opportunity {ConsoleText.Harmless(stranger.Id)} of a company that was not asked for, so the server did not apply the filter", isTransient: false);

        run.Statistics.CountItems(page.Items.Count);
        foreach (string field in reader.UnexpectedFields.Where(run.ShouldWarnAbout))
            messages.Add(RunMessageKind.Warning, $"The field '{ConsoleText.Harmless(field)}' has an unexpected type in some items: its column is empty there, and its value is in AdditionalProperties.");
        foreach (string field in reader.LostFields.Where(run.ShouldWarnAbout))
            messages.Add(RunMessageKind.Warning, $"The field '{ConsoleText.Harmless(field)}' is nested deeper than {JsonValue.MaxDepth} levels in some items: its value is lost there.");
        return page;
    }

    private static bool WantsArray(SpottApiException refused, OpportunityQuery query) =>
        refused.Kind == FailureKind.BadRequest && query.CompanyIds.Count == 1
        && refused.ServerMessage?.IndexOf("expected array", StringComparison.OrdinalIgnoreCase) >= 0;

    // A JsonException's own message quotes the server; where it was is enough.
    private static string Describe(JsonException broken) => broken.LineNumber is null
        ? broken.Message
        : string.Format(CultureInfo.InvariantCulture, "it is no valid JSON (line {0}, byte {1})", broken.LineNumber + 1, broken.BytePositionInLine + 1);

    private static string Line(PageRequest request, HttpResponseMessage response, long sent, int? bytes, Attempts attempts, string? requestId, TimeSpan? retryAfter)
    {
        double milliseconds = (Stopwatch.GetTimestamp() - sent) * 1000.0 / Stopwatch.Frequency;
        string line = string.Format(CultureInfo.InvariantCulture, "{0} -> {1}, {2:0} ms", request.Shown, (int)response.StatusCode, milliseconds);
        if (bytes is not null)
            line += string.Format(CultureInfo.InvariantCulture, ", {0:N0} bytes", bytes);
        line += ", attempt " + attempts.Number.ToString(CultureInfo.InvariantCulture);
        if (requestId is not null)
            line += ", request id " + requestId;
        if (retryAfter is { } wait)
            line += string.Format(CultureInfo.InvariantCulture, ", Retry-After {0:0} s", wait.TotalSeconds);
        return line;
    }
}
