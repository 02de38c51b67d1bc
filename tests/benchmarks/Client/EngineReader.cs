using Spott.Connections;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Bench;

/// <summary>The shipped reader and pull loop in a bare program: what the cmdlet does, without PowerShell.</summary>
internal sealed class EngineReader : IPageReader
{
    private readonly Dictionary<Uri, SpottApi> _connections = [];

    public Task ReadAsync(Uri address, Action<int, int> pageRead)
    {
        if (!_connections.TryGetValue(address, out SpottApi? api))
        {
            ConnectionSettings settings = new(address, new ApiKey("benchmark-key", "the benchmark"));
            _connections[address] = api = ConnectionPort.Engine.Connect(settings);
        }

        RunState run = new(new TransferStatistics());
        using Pager pager = new(api.Pages(new OpportunityQuery(), run), run, (page, _) => page.GetAwaiter().GetResult());
        foreach (Page page in pager.Pages())
        {
            int items = 0;
            foreach (object item in page.Items)
                items += item is Opportunity ? 1 : 0;
            pageRead(items, 0);
        }

        return Task.CompletedTask;
    }
}
