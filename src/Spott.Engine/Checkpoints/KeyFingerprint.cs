using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Spott.Connections;

namespace Spott.Engine.Checkpoints;

/// <summary>
/// Tells whether a key is the one of an earlier run: HMAC-SHA-256 of the key under a random salt of 16 bytes, both in hexadecimal. Two
/// checkpoints of one key have nothing in common, and a key of random characters cannot be guessed from it.
/// </summary>
internal static class KeyFingerprint
{
    private const string Scheme = "hmac-sha256";
    private const int SaltBytes = 16;

    internal static string Of(ApiKey key)
    {
        byte[] salt = new byte[SaltBytes];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        return Of(key, Hex(salt));
    }

    internal static bool Matches(ApiKey key, string fingerprint)
    {
        string[] parts = fingerprint.Split(':');
        return parts.Length == 3 && string.Equals(Of(key, salt: parts[1]), fingerprint, StringComparison.Ordinal);
    }

    // The salt's text is the HMAC's key: no need to decode what somebody may have edited.
    private static string Of(ApiKey key, string salt)
    {
        using HMACSHA256 hash = new(Encoding.UTF8.GetBytes(salt));
        return string.Join(":", Scheme, salt, Hex(hash.ComputeHash(Encoding.UTF8.GetBytes(key.Value))));
    }

    private static string Hex(byte[] bytes)
    {
        StringBuilder text = new(bytes.Length * 2);
        foreach (byte value in bytes)
            text.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
