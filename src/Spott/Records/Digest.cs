using System;
using System.Security.Cryptography;

namespace Spott.Records;

/// <summary>Half of a SHA-256: enough that no two texts of a server are ever taken for one.</summary>
internal readonly record struct Digest
{
    internal Digest(ulong first, ulong second)
    {
        First = first;
        Second = second;
    }

    internal ulong First { get; }

    internal ulong Second { get; }

#if NET
    internal static Digest Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return OfBytes(hash);
    }

    /// <summary>Another one for each build of a part of the module.</summary>
    /// <param name="part">A type of it.</param>
    internal static Digest OfBuild(Type part)
    {
        Span<byte> build = stackalloc byte[16];
        part.Module.ModuleVersionId.TryWriteBytes(build);
        return OfBytes(build);
    }

    /// <summary>One of both.</summary>
    internal Digest With(Digest other) => new(First ^ other.First, Second ^ other.Second);

    private static Digest OfBytes(ReadOnlySpan<byte> bytes) => new(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
#endif
}
