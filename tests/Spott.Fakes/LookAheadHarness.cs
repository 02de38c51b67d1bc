using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Paging;
using Spott.Ports;

namespace Spott.Fakes;

/// <summary>Drives a series of two pages without a transport. See Get-EngineHarness in common.ps1.</summary>
public static class LookAheadHarness
{
    /// <summary>The pages that were asked for by the time the first page's source has said its body's end, and has still to parse it.</summary>
    public static int PagesAskedForBeforeParse()
    {
        using var source = new TwoPages();
        using var series = new CursorSeries(source, new RunState(new TransferStatistics()));
        var first = series.Next();
        series.FirstItemTaken();
        source.EndFirstBody.Set();
        first!.Result.GetAwaiter().GetResult();
        series.Next()!.Result.GetAwaiter().GetResult();
        return source.AskedForBeforeParse;
    }

    private sealed class TwoPages : IPageSource, IDisposable
    {
        private int asked;

        public ManualResetEventSlim EndFirstBody { get; } = new();

        public int AskedForBeforeParse { get; private set; }

        public string Target => "GET two pages";

        public string? FirstCursor => null;

        public bool MayLookAhead(long itemsBefore) => true;

        public Task<Page> GetPageAsync(
            string? cursor, int pageNumber, RunState run, RunMessages messages, Action<string?>? bodyComplete, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref asked);
            if (cursor is not null)
                return Task.FromResult(new Page([], null, null));
            EndFirstBody.Wait(cancellationToken);
            bodyComplete!("c1");
            AskedForBeforeParse = Volatile.Read(ref asked);
            return Task.FromResult(new Page([new Opportunity("a")], "c1", null));
        }

        public void Dispose() => EndFirstBody.Dispose();
    }
}
