using System;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>Makes the address of a request out of its text.</summary>
internal static class RequestAddress
{
    /// <summary>
    /// From so many characters on, a <see cref="Uri"/> of .NET 8 and 9 throws. That of .NET 10 does not, but the answer should not depend
    /// on it, and no server takes more.
    /// </summary>
    private const int TooLong = 65_520;

    /// <param name="method">In upper case.</param>
    /// <param name="shown">The part of the address that may be shown, and that the text begins with.</param>
    /// <param name="text">The whole of it, escaped.</param>
    /// <exception cref="SpottApiException">It is too long.</exception>
    internal static Uri Create(string method, Uri shown, string text) => text.Length < TooLong
        ? new Uri(text)
        : throw new SpottApiException(RequestFaults.AddressTooLong(text.Length, TooLong)) { Target = method + " " + shown.AbsoluteUri };
}
