using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Http;
using Spott.Engine.Opportunities;
using Spott.Engine.Paging;
using Spott.Ports;

namespace Spott.Engine;

/// <summary>One connection, on the engine's side of the wall.</summary>
internal sealed class SpottClient : SpottApi
{
    private readonly ConnectionSettings _settings;
    private readonly ApiChannel _channel;
    private readonly OpportunityMemory _memory = new();
    private readonly long _built;

    internal SpottClient(ConnectionSettings settings)
    {
        if (settings.Transport is not null)
            TransportGuard.Check(settings.Transport);
        _settings = settings;
        _built = Time.GetTimestamp();
        _channel = new ApiChannel(settings, () => Time);
        ReaderWarmUp.Start();
    }

    internal override DateTimeOffset UtcNow => Time.GetUtcNow();

    internal override TimeSpan Uptime => Time.GetElapsedTime(_built);

#if NET
    private TimeProvider Time => _settings.Time ?? TimeProvider.System;
#else
    private static TimeProvider Time => TimeProvider.System;
#endif

    internal override Task<Page> VerifyAsync(RunState run, RunMessages messages, CancellationToken cancellationToken) => Task.Run(
        () => Pages(new OpportunityQuery { PageSize = 1 }).GetPageAsync(null, 0, run, messages, null, cancellationToken), cancellationToken);

    internal override PageSeries OpenSeries(OpportunityQuery query, RunState run) => new CursorSeries(Pages(query), run);

    internal override Task<string> SendAsync(ApiRequest request, RunState run, RunMessages messages, CancellationToken cancellationToken) =>
        Task.Run(() => new Endpoint(_channel, request).SendAsync(run, messages, cancellationToken), cancellationToken);

    internal override PageSeries OpenSeries(ApiRequest request, RunState run) => new CursorSeries(new Endpoint(_channel, request), run);

    public override void Dispose() => _channel.Dispose();

    private OpportunityPages Pages(OpportunityQuery query) => new(_channel, _memory, query);
}
