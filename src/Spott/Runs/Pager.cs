using System;
using System.Collections.Generic;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// Pulls the pages of one series, one after the other: the only loop over pages that there is. It waits, counts, follows the cursors, and
/// keeps one page ahead of whoever takes the items. Used by one thread; where the items go is that thread's affair.
/// </summary>
internal sealed class Pager : IDisposable
{
    private const int MaxEmptyPages = 3;

    private readonly PageSource _source;
    private readonly RunState _run;
    private readonly PageWait _wait;
    private readonly LookAhead _lookAhead;
    private readonly HashSet<string> _usedCursors = new(StringComparer.Ordinal);
    private long? _wanted;
    private Page? _first;
    private string? _cursor;
    private int _emptyPages;

    /// <param name="source">Where the pages come from.</param>
    /// <param name="run">Counts pages and items; one run may have several series.</param>
    /// <param name="wait">How to wait for a page.</param>
    /// <param name="wanted">End after so many items, 1 or more; null for all.</param>
    internal Pager(PageSource source, RunState run, PageWait wait, long? wanted = null)
    {
        _source = source;
        _run = run;
        _wait = wait;
        _wanted = wanted;
        _lookAhead = new LookAhead(source);
        // Only a run's first page waits until somebody took an item: who wants no more than that costs one request.
        if (run.ItemsWritten > 0)
            _lookAhead.Allow();
    }

    /// <summary>
    /// Waits for the first page and takes nothing of it: the series can still be dropped, and another one begun in its place.
    /// </summary>
    /// <param name="meanwhile">What is done while the page is on its way.</param>
    /// <returns>The first page, which <see cref="Pages"/> or <see cref="Items"/> gives once more.</returns>
    /// <exception cref="SpottApiException">It failed for good.</exception>
    internal Page Begin(Action? meanwhile = null) => _first ??= Get(_source.FirstCursor, meanwhile);

    /// <summary>Each page, for who takes all of its items before the next one is asked for.</summary>
    /// <exception cref="SpottApiException">A page failed for good, or does not say how to go on. What was given before is good.</exception>
    internal IEnumerable<Page> Pages()
    {
        _lookAhead.Allow();
        foreach (Page page in Follow())
        {
            yield return page;
            foreach (object item in page.Items)
                Count(item);
        }
    }

    /// <summary>
    /// Each item, counted as written when the next one is asked for. A <see cref="MalformedItem"/> is none, but is given too.
    /// </summary>
    /// <param name="open">Makes a page's items into what is wanted, one for each; null to take them as they are.</param>
    /// <exception cref="SpottApiException">A page failed for good, or does not say how to go on. What was given before is good.</exception>
    internal IEnumerable<object> Items(Func<Page, IEnumerable<object>>? open = null)
    {
        foreach (Page page in Follow())
        {
            foreach (object item in open is null ? page.Items : open(page))
            {
                yield return item;
                if (!Count(item))
                    continue;
                if (_run.ItemsWritten == 1)
                    _lookAhead.Allow();
                if (--_wanted == 0)
                    yield break;
            }
        }
    }

    /// <summary>Aborts what is under way.</summary>
    public void Dispose() => _lookAhead.Dispose();

    private IEnumerable<Page> Follow()
    {
        for (Page? page = Begin(); page is not null; page = After(page))
        {
            _run.Pages++;
            yield return page;
        }
    }

    private bool Count(object item)
    {
        bool isMalformed = item is MalformedItem;
        if (isMalformed)
            _run.SawMalformedItem = true;
        else
            _run.ItemsWritten++;
        return !isMalformed;
    }

    private Page? After(Page page)
    {
        _emptyPages = page.Items.Count == 0 ? _emptyPages + 1 : 0;
        if (page.PagingFault is not null)
            throw Broken(page.PagingFault);
        if (page.Cursor is null)
            return null;
        if (_emptyPages > MaxEmptyPages)
            throw Broken(AnswerFaults.EndlesslyEmpty(_emptyPages));
        _lookAhead.Allow();
        return Get(page.Cursor);
    }

    private Page Get(string? cursor, Action? meanwhile = null)
    {
        if (cursor is not null && !_usedCursors.Add(cursor))
            throw Broken(AnswerFaults.CursorRepeated);

        _cursor = cursor;
        bool isNextWanted = _wanted is not { } wanted || wanted > _source.PageSize;
        LookAhead.Fetch fetch = _lookAhead.Take(cursor, _run.Pages + 1, isNextWanted);
        try
        {
            meanwhile?.Invoke();
            Page page = _wait(fetch.Page, fetch.Messages);
            if (page.Cursor is not null)
                fetch.NextIs(page.Cursor);
            return page;
        }
        catch (SpottApiException failed)
        {
            failed.Cursor = cursor;
            failed.PageNumber = fetch.PageNumber;
            failed.ItemsWritten = _run.ItemsWritten;
            throw;
        }
    }

    private SpottApiException Broken(Fault fault) => new(fault)
    {
        Target = _source.Target,
        Cursor = _cursor,
        PageNumber = _run.Pages,
        ItemsWritten = _run.ItemsWritten,
    };
}
