using System;
using System.Buffers.Binary;

namespace Spott.Engine.Sandbox;

/// <summary>
/// A page's cursor: the index to look at next, the filter it was issued for and a checksum, in unpadded base64url.
/// It names neither the size nor the start of the sandbox, so that a script can go on with it in a later process.
/// </summary>
internal static class SandboxCursor
{
    private const int CheckOffset = 0, FilterOffset = 8, PositionOffset = 16, Length = 20;

    public static string Write(int position, SandboxFilter filter)
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(FilterOffset), filter.Fingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(PositionOffset), position);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(CheckOffset), Check(position, filter));
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <returns>False when the text is no cursor of a sandbox, or one that was issued for another filter.</returns>
    public static bool TryRead(string text, SandboxFilter filter, out int position)
    {
        position = 0;
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + "=");
        }
        catch (FormatException)
        {
            return false;
        }
        if (bytes.Length != Length)
            return false;
        position = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(PositionOffset));
        // Written again and compared: that checks filter and checksum, and the decoder forgives spaces and stray bits.
        return position >= 0 && Write(position, filter) == text;
    }

    private static ulong Check(int position, SandboxFilter filter)
    {
        SandboxHash hash = new();
        hash.Add("Spott sandbox cursor 1");
        hash.Add(filter.Fingerprint);
        hash.Add((ulong)position);
        return hash.Value;
    }
}
