#if !NET
using System;
using System.Text;

namespace Spott.Engine.Json;

/// <summary>What an encoding of .NET can do and one of .NET Framework cannot, under the same name.</summary>
internal static class FrameworkEncoding
{
    internal static string GetString(this Encoding encoding, ReadOnlySpan<byte> bytes) => encoding.GetString(bytes.ToArray());
}
#endif
