using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Paging;

/// <summary>
/// Follows the cursors of one series and keeps one page ahead of its reader: the next request goes as soon as a page's body is complete,
/// its cursor scanned before the items are parsed. Only the run's first page waits until somebody took an item.
/// </summary>
internal sealed class CursorSeries : PageSeries
{
    private const int MaxEmptyPages = 3;

    private static readonly Page NoPage = new(new List<object>(), null, null);

    private readonly IPageSource _source;
    private readonly RunState _run;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _usedCursors = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<bool> _secondPageWanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fetch? _current;
    private Fetch? _ahead;
    private long _items;
    private int _emptyPages;

    internal CursorSeries(IPageSource source, RunState run)
    {
        _source = source;
        _run = run;
        if (run.ItemsWritten > 0)
            FirstItemTaken();
    }

    internal override PageFetch? Next()
    {
        string? cursor = _source.FirstCursor;
        if (_current is not null)
        {
            FirstItemTaken();
            if ((cursor = CursorAfterCurrent()) is null)
                return null;
        }

        if (cursor is not null && !_usedCursors.Add(cursor))
            throw Broken(AnswerFaults.CursorRepeated);

        _current?.Release();
        _current = TakeAhead(cursor) ?? new Fetch(this, cursor);
        _ahead = _source.MayLookAhead(_items) ? new Fetch(this, _current) : null;
        return new PageFetch(_current.Page, _current.Messages);
    }

    internal override void FirstItemTaken() => _secondPageWanted.TrySetResult(true);

    public override void Dispose()
    {
        // Not disposed: a request that is just ending may still look at its token, and a source without a timer holds nothing.
        _stop.Cancel();
        _secondPageWanted.TrySetCanceled();
        _ahead?.Abandon();
        _current?.Abandon();
    }

    private string? CursorAfterCurrent()
    {
        Page page = _current!.Page.GetAwaiter().GetResult();
        _items += page.Items.Count;
        _emptyPages = page.Items.Count == 0 ? _emptyPages + 1 : 0;
        if (page.PagingFault is not null)
            throw Broken(page.PagingFault);
        if (_emptyPages > MaxEmptyPages && page.Cursor is not null)
            throw Broken(AnswerFaults.EndlesslyEmpty(_emptyPages));
        return page.Cursor;
    }

    private Fetch? TakeAhead(string? cursor)
    {
        Fetch? ahead = _ahead;
        _ahead = null;
        if (ahead is null || (cursor is not null && string.Equals(ahead.Cursor, cursor, StringComparison.Ordinal)))
            return ahead;
        ahead.Abandon();
        return null;
    }

    private SpottApiException Broken(Fault fault) => new(fault)
    {
        Target = _source.Target,
        Cursor = _current!.Cursor,
        PageNumber = _run.Pages,
    };

    /// <summary>One page under way. One that looks ahead learns its cursor from the page before it.</summary>
    private sealed class Fetch
    {
        private readonly CursorSeries _series;
        private readonly CancellationTokenSource _stop;
        private readonly Task<string?> _cursor;

        // Whoever waits for it goes on at once, on the thread that read the body, and sends the next request before that thread parses this
        // page. Handed to the thread pool, the request would leave after the parse: the pool wakes no second thread for it until then.
        private readonly TaskCompletionSource<string?> _next = new();

        internal Fetch(CursorSeries series, string? cursor)
            : this(series, Task.FromResult(cursor))
        {
            // Read here: when the task gets its turn, the run may be further.
            int pageNumber = series._run.Pages + 1;
            Page = Task.Run(() => GetAsync(cursor, pageNumber));
        }

        internal Fetch(CursorSeries series, Fetch before)
            : this(series, before._next.Task)
        {
            // Not by the thread pool: where the cursor is known the request leaves before the items of the page before are written, and
            // where it is not, this one waits for it before that page's body ends.
            Page = FollowAsync(series._run.Pages + 2);
        }

        private Fetch(CursorSeries series, Task<string?> cursor)
        {
            _series = series;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(series._stop.Token);
            _cursor = cursor;
            Page = null!;
        }

        internal Task<Page> Page { get; }

        internal RunMessages Messages { get; } = new();

        /// <summary>The cursor that it was made with; the page before it must be complete.</summary>
        internal string? Cursor => _cursor.GetAwaiter().GetResult();

        internal void Abandon()
        {
            _stop.Cancel();
            _ = Page.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        /// <summary>Takes the page's token off the series' own; the page is complete.</summary>
        internal void Release() => _stop.Dispose();

        private async Task<Page> FollowAsync(int pageNumber)
        {
            if (await _cursor.ConfigureAwait(false) is not { } cursor)
                return NoPage;
            await _series._secondPageWanted.Task.ConfigureAwait(false);
            return await GetAsync(cursor, pageNumber).ConfigureAwait(false);
        }

        private async Task<Page> GetAsync(string? cursor, int pageNumber)
        {
            try
            {
                Page page = await _series._source.GetPageAsync(
                    cursor, pageNumber, _series._run, Messages, guess => { if (guess is not null) _next.TrySetResult(guess); }, _stop.Token).ConfigureAwait(false);
                _next.TrySetResult(page.Cursor);
                return page;
            }
            finally
            {
                _next.TrySetResult(null);
            }
        }
    }
}
