namespace Spott.Engine.Sandbox;

/// <summary>FNV-1a, 64 bits: the same in every process, unlike <see cref="object.GetHashCode"/>. Not for secrets.</summary>
internal struct SandboxHash
{
    private ulong state;

    public SandboxHash() => state = 14695981039346656037;

    public readonly ulong Value => state;

    public void Add(ulong number)
    {
        for (var shift = 0; shift < 64; shift += 8)
            AddByte((byte)(number >> shift));
    }

    /// <summary>The length goes first, so that "ab", "c" and "a", "bc" differ.</summary>
    public void Add(string text)
    {
        Add((ulong)text.Length);
        foreach (var unit in text)
        {
            AddByte((byte)unit);
            AddByte((byte)(unit >> 8));
        }
    }

    private void AddByte(byte value) => state = unchecked((state ^ value) * 1099511628211);
}
