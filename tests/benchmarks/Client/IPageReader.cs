namespace Spott.Bench;

/// <summary>One way to read all pages below an address.</summary>
internal interface IPageReader
{
    /// <param name="address">Where <c>opportunities</c> lies, with a slash at the end.</param>
    /// <param name="pageRead">Called after each page with its number of items and bytes; bytes may be 0 where unknown.</param>
    Task ReadAsync(Uri address, Action<int, int> pageRead);
}
