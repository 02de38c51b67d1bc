namespace Spott.Engine.Sandbox;

/// <summary>FNV-1a, 64 bits: the same in every process, unlike <see cref="object.GetHashCode"/>. Not for secrets.</summary>
internal struct SandboxHash
{
    private ulong _state;

    public SandboxHash() => _state = 14695981039346656037;

    public readonly ulong Value => _state;

    public void Add(ulong number)
    {
        for (int shift = 0; shift < 64; shift += 8)
            AddByte((byte)(number >> shift));
    }

    /// <summary>The length goes first, so that "ab", "c" and "a", "bc" differ.</summary>
    public void Add(string text)
    {
        Add((ulong)text.Length);
        foreach (char unit in text)
        {
            AddByte((byte)unit);
            AddByte((byte)(unit >> 8));
        }
    }

    private void AddByte(byte value) => _state = unchecked((_state ^ value) * 1099511628211);
}
