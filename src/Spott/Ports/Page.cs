using System.Collections.Generic;
using Spott.Errors;

namespace Spott.Ports;

/// <summary>One page of a list, in the server's order.</summary>
internal sealed class Page
{
    internal Page(List<object> items, string? cursor, Fault? pagingFault)
    {
        Items = items;
        Cursor = cursor;
        PagingFault = pagingFault;
    }

    /// <summary>Each an <see cref="Opportunity"/> or a <see cref="MalformedItem"/>; of another endpoint the text of its JSON.</summary>
    internal List<object> Items { get; }

    /// <summary>Where the next page begins; null when this is the last one.</summary>
    internal string? Cursor { get; }

    /// <summary>Why the page does not say how to go on; null when it does. Its items are good all the same.</summary>
    internal Fault? PagingFault { get; }
}
