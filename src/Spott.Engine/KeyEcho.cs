using System;
using System.Text;

namespace Spott.Engine;

/// <summary>Makes the key unreadable where a server sends it back in a body; one vectorized search of a page finds that none did.</summary>
internal static class KeyEcho
{
    internal static void Blot(Span<byte> body, ApiKey key)
    {
        ReadOnlySpan<byte> echo = Encoding.ASCII.GetBytes(key.Value);
        for (int at; (at = body.IndexOf(echo)) >= 0; body = body.Slice(at + echo.Length))
            body.Slice(at, echo.Length).Fill((byte)'*');
    }
}
