using System.Globalization;

namespace Spott;

/// <summary>An element of a page that is no opportunity: no JSON object, or one without an identifier.</summary>
public sealed class MalformedItem
{
    internal MalformedItem(int pageNumber, int index, string json)
    {
        PageNumber = pageNumber;
        Index = index;
        Json = json;
    }

    /// <summary>The page of the run, counted from 1.</summary>
    public int PageNumber { get; }

    /// <summary>The element's place in the page, counted from 0.</summary>
    public int Index { get; }

    /// <summary>The element as the server sent it. It may hold people's names and addresses, so no message shows it.</summary>
    public string Json { get; }

    /// <summary>Where it was, without what it holds.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "page {0}, item {1}, id (none)", PageNumber, Index);
}
