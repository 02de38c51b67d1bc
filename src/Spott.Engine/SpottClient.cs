using System;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Engine;

/// <summary>The port's other side: what the requests of one connection have in common.</summary>
internal sealed class SpottClient : SpottApi
{
    private readonly ConnectionSettings _settings;
    private readonly Lazy<HttpStack> _stack;
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

    internal Uri BaseUri => _settings.BaseUri;

    internal SharedStrings Shared { get; } = new();

    /// <summary>Whether the server turned out to want a lone company id twice.</summary>
    internal bool DoubleSingleId
    {
        get => _doubleSingleId;
        set => _doubleSingleId = value;
    }

#if NET
    private TimeProvider Time => _settings.Time ?? TimeProvider.System;
#else
    private static TimeProvider Time => TimeProvider.System;
#endif

    internal override Task<Page> VerifyAsync(RunState run, RunMessages messages, CancellationToken cancellationToken) => Task.Run(
        () => new OpportunityPages(this, new OpportunityQuery { PageSize = 1 }).GetPageAsync(null, 0, run, messages, null, cancellationToken), cancellationToken);

    internal override PageSeries OpenSeries(OpportunityQuery query, RunState run) => new CursorSeries(new OpportunityPages(this, query), run);

    internal override Task<string> SendAsync(ApiRequest request, RunState run, RunMessages messages, CancellationToken cancellationToken) =>
        Task.Run(() => new Endpoint(this, request).SendAsync(run, messages, cancellationToken), cancellationToken);

    internal override PageSeries OpenSeries(ApiRequest request, RunState run) => new CursorSeries(new Endpoint(this, request), run);

    public override void Dispose()
    {
        if (_stack.IsValueCreated)
            _stack.Value.Dispose();
    }

    /// <summary>Text of the server's with every echo of the key made unreadable.</summary>
    internal string Redact(string text) => _settings.ApiKey.Redact(text);

    /// <param name="target">Method and address without the query, for errors.</param>
    /// <param name="run">What the run shares.</param>
    /// <param name="messages">Where to say what happens.</param>
    internal HttpExchange Begin(string target, RunState run, RunMessages messages) => new(_stack.Value, _settings.ApiKey, target, run, messages);
}
