namespace Spott.Bench.Server;

/// <summary>A serialized item whose ids are twelve digits at known places, so that a new item costs a copy and a few digits.</summary>
internal sealed class ItemTemplate
{
    private readonly byte[] _json;
    private readonly int[] _itemNumbers;
    private readonly int[] _companyNumbers;

    public ItemTemplate(byte[] json)
    {
        _json = json;
        _itemNumbers = Find(json, ItemText.ItemNumber);
        _companyNumbers = Find(json, ItemText.CompanyNumber);
    }

    public int Length => _json.Length;

    public int Write(Span<byte> target, int item, int company)
    {
        _json.CopyTo(target);
        foreach (int place in _itemNumbers)
            Digits(target.Slice(place, 12), item);
        foreach (int place in _companyNumbers)
            Digits(target.Slice(place, 12), company);
        return _json.Length;
    }

    private static void Digits(Span<byte> target, int value)
    {
        for (int i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + value % 10);
    }

    private static int[] Find(byte[] json, ReadOnlySpan<byte> marker)
    {
        List<int> places = new();
        for (int from = 0; ;)
        {
            int at = json.AsSpan(from).IndexOf(marker);
            if (at < 0)
                return [.. places];
            places.Add(from + at);
            from += at + marker.Length;
        }
    }
}
