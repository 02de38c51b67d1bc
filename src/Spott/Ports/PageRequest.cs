namespace Spott.Ports;

/// <summary>One page that is asked for.</summary>
internal class PageRequest
{
    /// <param name="cursor">Null for the first page.</param>
    /// <param name="pageNumber">The page of the run, counted from 1; 0 for none.</param>
    /// <param name="messages">Where to say what happens.</param>
    internal PageRequest(string? cursor, int pageNumber, RunMessages messages)
    {
        Cursor = cursor;
        PageNumber = pageNumber;
        Messages = messages;
    }

    /// <summary>Where the page begins; null for the first page.</summary>
    internal string? Cursor { get; }

    /// <summary>The page of the run, counted from 1; 0 for none.</summary>
    internal int PageNumber { get; }

    /// <summary>What is to be said about getting it.</summary>
    internal RunMessages Messages { get; }

    /// <summary>
    /// Says with which cursor the page after this one seems to begin. The caller goes on when the request for that one is on its way.
    /// </summary>
    /// <param name="cursor">A guess, which the parsed page confirms or not.</param>
    internal virtual void NextIs(string cursor)
    {
    }
}
