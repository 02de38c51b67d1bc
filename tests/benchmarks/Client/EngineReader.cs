using Spott.Connections;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Bench;

/// <summary>The shipped reader and pull loop in a bare program: what the cmdlet does, without PowerShell.</summary>
internal sealed class EngineReader : IPageReader
{
    private readonly Dictionary<Uri, SpottApi> connections = [];

    public Task ReadAsync(Uri address, Action<int, int> pageRead)
    {
        if (!connections.TryGetValue(address, out var api))
        {
            var settings = new ConnectionSettings(address, new ApiKey("benchmark-key", "the benchmark"));
            connections[address] = api = ConnectionPort.Engine.Connect(settings);
        }

        var run = new RunState(new TransferStatistics());
        using var pager = new Pager(api.Pages(new OpportunityQuery(), run), run, (page, _) => page.GetAwaiter().GetResult());
        foreach (var page in pager.Pages())
        {
            var items = 0;
            foreach (var item in page.Items)
                items += item is Opportunity ? 1 : 0;
            pageRead(items, 0);
        }

        return Task.CompletedTask;
    }
}
