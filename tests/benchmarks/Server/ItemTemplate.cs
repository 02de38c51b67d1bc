namespace Spott.Bench.Server;

/// <summary>A serialized item whose ids are twelve digits at known places, so that a new item costs a copy and a few digits.</summary>
internal sealed class ItemTemplate
{
    private readonly byte[] json;
    private readonly int[] itemNumbers;
    private readonly int[] companyNumbers;

    public ItemTemplate(byte[] json)
    {
        this.json = json;
        itemNumbers = Find(json, ItemText.ItemNumber);
        companyNumbers = Find(json, ItemText.CompanyNumber);
    }

    public int Length => json.Length;

    public int Write(Span<byte> target, int item, int company)
    {
        json.CopyTo(target);
        foreach (var place in itemNumbers)
            Digits(target.Slice(place, 12), item);
        foreach (var place in companyNumbers)
            Digits(target.Slice(place, 12), company);
        return json.Length;
    }

    private static void Digits(Span<byte> target, int value)
    {
        for (var i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + value % 10);
    }

    private static int[] Find(byte[] json, ReadOnlySpan<byte> marker)
    {
        var places = new List<int>();
        for (var from = 0; ;)
        {
            var at = json.AsSpan(from).IndexOf(marker);
            if (at < 0)
                return [.. places];
            places.Add(from + at);
            from += at + marker.Length;
        }
    }
}
