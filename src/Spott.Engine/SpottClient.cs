using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Http;
using Spott.Engine.Opportunities;
using Spott.Engine.Paging;
using Spott.Engine.Sandbox;
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
    }

    internal override DateTimeOffset UtcNow => Time.GetUtcNow();

    internal override TimeSpan Uptime => Time.GetElapsedTime(_built);

    private TimeProvider Time => _settings.SandboxDay == 0 ? Own : new SandboxClock(Own, _settings.SandboxDay);

#if NET
    private TimeProvider Own => _settings.Time ?? TimeProvider.System;
#else
    private static TimeProvider Own => TimeProvider.System;
#endif

    internal override PageSource Pages(OpportunityQuery query, RunState run) => new OpportunityPages(_channel, _memory, query, run);

    internal override Task<string> SendAsync(ApiRequest request, RunState run, RunMessages messages, CancellationToken cancellationToken) =>
        Task.Run(() => TextExchange.SendAsync(_channel, request, run, messages, cancellationToken), cancellationToken);

    internal override PageSource Pages(ApiRequest request, RunState run) => new ElementPages(_channel, request, run);

    public override void Dispose() => _channel.Dispose();
}
