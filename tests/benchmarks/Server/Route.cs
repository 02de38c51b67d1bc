using System.Globalization;
using System.Text;

namespace Spott.Bench.Server;

/// <summary>One page: where it begins, how many items it may hold, how many there are in all.</summary>
/// <param name="Offset">The first item.</param>
/// <param name="Limit">The most items.</param>
/// <param name="Total">All items of all pages.</param>
/// <param name="IsModified">The items are no more what they were without it; their ids are.</param>
internal readonly record struct PageRequest(int Offset, int Limit, int Total, bool IsModified = false);

/// <summary>
/// What a request asks for, said in its path so that every peer can say it with a base address:
/// <c>/n10000/l20/d1/opportunities</c> is 10,000 items at 20 ms a page from data set 1.
/// <c>m50</c> says how many of them <c>modifiedSince</c> admits, whatever its moment, which is passed over without it.
/// <c>z1</c> allows gzip (to peers that accept it); <c>x</c> names a fault: hang, slow, throttled.
/// </summary>
internal sealed class Route
{
    private Route(PageRequest page) => Page = page;

    public PageRequest Page { get; }

    public int LatencyMilliseconds { get; private set; }

    public int DataSet { get; private set; }

    public bool Gzip { get; private set; }

    public string Fault { get; private set; } = "";

    /// <exception cref="FormatException">The target is none of ours.</exception>
    public static Route Parse(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string query = question < 0 ? "" : target[(question + 1)..];
        (int offset, int limit, int total, bool hasSince) = (0, 25, 1_000, false);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)],
                pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            limit = name == "limit" ? Number(value) : limit;
            hasSince |= name == "modifiedSince";
            offset = name == "cursor" ? Cursor.Decode(Uri.UnescapeDataString(value)) : offset;
        }

        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is not [.., "opportunities"] || limit is < 1 or > 50)
            throw new FormatException(target);
        total = segments.Where(segment => segment[0] == 'n').Select(segment => Number(segment[1..])).FirstOrDefault(total);
        int? modified = segments.Where(segment => segment[0] == 'm').Select(segment => (int?)Number(segment[1..])).FirstOrDefault();
        bool isModified = hasSince && modified is not null;
        Route route = new(new PageRequest(offset, limit, isModified ? modified!.Value : total, isModified));
        foreach (string segment in segments[..^1])
        {
            switch (segment[0])
            {
                case 'n' or 'm': break;
                case 'l': route.LatencyMilliseconds = Number(segment[1..]); break;
                case 'd': route.DataSet = Number(segment[1..]); break;
                case 'z': route.Gzip = segment == "z1"; break;
                case 'x': route.Fault = segment[1..]; break;
                default: throw new FormatException(target);
            }
        }

        return route;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>Opaque to the peers, of fixed length, and with characters that need percent-encoding.</summary>
internal static class Cursor
{
    public static string Encode(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"o?>{offset:D10}"));

    public static int Decode(string cursor) =>
        int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(cursor)).AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture);
}
