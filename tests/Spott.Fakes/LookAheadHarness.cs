using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Fakes;

/// <summary>Pulls two pages without a transport. See Get-EngineHarness in common.ps1.</summary>
public static class LookAheadHarness
{
    /// <summary>
    /// The pages that were asked for by the time the first page's source has said its body's end, and has still to parse it.
    /// </summary>
    public static int PagesAskedForBeforeParse()
    {
        RunState run = new(new TransferStatistics());
        using TwoPages source = new();
        using Pager pager = new(source, run, (page, _) =>
        {
            source.EndFirstBody.Set();
            return page.GetAwaiter().GetResult();
        });
        if (pager.Pages().Count() != 2)
            throw new InvalidOperationException("There were not two pages.");
        return source.AskedForBeforeParse;
    }

    private sealed class TwoPages : PageSource, IDisposable
    {
        private int _asked;

        public ManualResetEventSlim EndFirstBody { get; } = new();

        public int AskedForBeforeParse { get; private set; }

        internal override string Target => "GET two pages";

        internal override string? FirstCursor => null;

        internal override int PageSize => 1;

        internal override Task<Page> GetAsync(PageRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            if (request.Cursor is not null)
                return Task.FromResult(new Page([], null, null));
            EndFirstBody.Wait(cancellationToken);
            request.NextIs("c1");
            AskedForBeforeParse = Volatile.Read(ref _asked);
            return Task.FromResult(new Page([new Opportunity("a")], "c1", null));
        }

        public void Dispose() => EndFirstBody.Dispose();
    }
}
