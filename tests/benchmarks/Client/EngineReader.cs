using Spott.Connections;
using Spott.Ports;

namespace Spott.Bench;

/// <summary>The shipped reader and prefetch in a bare loop: what the cmdlet does, without PowerShell.</summary>
internal sealed class EngineReader : IPageReader
{
    private readonly Dictionary<Uri, SpottApi> connections = [];

    public async Task ReadAsync(Uri address, Action<int, int> pageRead)
    {
        if (!connections.TryGetValue(address, out var api))
        {
            var settings = new ConnectionSettings(address, new ApiKey("benchmark-key", "the benchmark"));
            connections[address] = api = ConnectionPort.Engine.Connect(settings);
        }

        using var series = api.OpenSeries(new OpportunityQuery(), new RunState(new TransferStatistics()));
        while (series.Next() is { } fetch)
        {
            var page = await fetch.Result;
            series.FirstItemTaken();
            var items = 0;
            foreach (var item in page.Items)
                items += item is Opportunity ? 1 : 0;
            pageRead(items, 0);
        }
    }
}
