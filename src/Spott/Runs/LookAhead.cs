using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>
/// Asks for the pages of one series, and for at most one more than was wanted so far: as soon as a page's body is complete and names the
/// next cursor, the thread that read it sends the next request, before it parses the items.
/// </summary>
internal sealed class LookAhead : IDisposable
{
    private readonly PageSource _source;

    // Held while a request is sent, which takes no longer than to hand it to the network.
    private readonly object _gate = new();
    private Fetch? _current;
    private Fetch? _ahead;
    private bool _isNextWanted;
    private bool _isAllowed;
    private bool _isEnded;

    internal LookAhead(PageSource source) => _source = source;

    /// <summary>Says that somebody takes items: until then no page is asked for that nobody may read.</summary>
    internal void Allow()
    {
        lock (_gate)
        {
            _isAllowed = true;
            SendNext();
        }
    }

    /// <summary>Gives the page at a cursor, perhaps still under way. The one before it must be complete.</summary>
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="pageNumber">The page of the run, counted from 1.</param>
    /// <param name="isNextWanted">Whether the page after it will be read for certain, if there is one.</param>
    internal Fetch Take(string? cursor, int pageNumber, bool isNextWanted)
    {
        Fetch? guessedWrong = null;
        lock (_gate)
        {
            if (_ahead is not null && !string.Equals(_ahead.Cursor, cursor, StringComparison.Ordinal))
                (guessedWrong, _ahead) = (_ahead, null);

            _current = _ahead ?? new Fetch(this, cursor, pageNumber);
            // By another thread: the one that waits for it may have to say something meanwhile, or to stop.
            if (_ahead is null)
                _current.Page = Task.Run(_current.GetAsync);
            _ahead = null;
            _isNextWanted = isNextWanted;
            SendNext();
        }

        guessedWrong?.Dispose();
        return _current;
    }

    /// <summary>Aborts what is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isEnded = true;
        _ahead?.Dispose();
        _current?.Dispose();
    }

    // The request leaves before this returns; so it is on its way while the items of this page are parsed or written.
    private void SendNext()
    {
        if (_ahead is not null || _current?.NextCursor is not { } cursor || !_isNextWanted || !_isAllowed || _isEnded)
            return;
        _ahead = new Fetch(this, cursor, _current.PageNumber + 1);
        _ahead.Page = _ahead.GetAsync();
    }

    /// <summary>One page under way.</summary>
    internal sealed class Fetch : PageRequest, IDisposable
    {
        private readonly LookAhead _owner;

        // Not disposed: a request that is just ending may still look at its token, and a source without a timer holds nothing.
        private readonly CancellationTokenSource _stop = new();

        internal Fetch(LookAhead owner, string? cursor, int pageNumber)
            : base(cursor, pageNumber, new RunMessages()) => _owner = owner;

        internal Task<Page> Page { get; set; } = null!;

        internal string? NextCursor { get; private set; }

        /// <summary>Sends the next request, if it is wanted. Only the first guess counts; a wrong one has cost a request.</summary>
        internal override void NextIs(string cursor)
        {
            lock (_owner._gate)
            {
                NextCursor ??= cursor;
                _owner.SendNext();
            }
        }

        internal Task<Page> GetAsync()
        {
            try
            {
                return _owner._source.GetAsync(this, _stop.Token);
            }
            catch (Exception broken)
            {
                // Whatever is wrong with this page, the one before it is whole.
                return Task.FromException<Page>(broken);
            }
        }

        /// <summary>Aborts it, if it is still under way.</summary>
        public void Dispose()
        {
            _stop.Cancel();
            Page.ObserveFault();
        }
    }
}
