#if !NET
using System;

namespace Spott.Files;

/// <summary>
/// The form of a path that Windows takes at any length. It reads such a path as it stands: a full one, with backslashes alone.
/// </summary>
internal static class ExtendedPath
{
    private const string LocalPrefix = @"\\?\";
    private const string NetworkPrefix = @"\\?\UNC\";
    private const string DevicePrefix = @"\\.\";

    /// <param name="full">A full path; a device's, and one that has the form already, stay as they are.</param>
    internal static string Of(string full) =>
        full.StartsWith(LocalPrefix, StringComparison.Ordinal) || full.StartsWith(DevicePrefix, StringComparison.Ordinal) ? full
        : full.StartsWith(@"\\", StringComparison.Ordinal) ? NetworkPrefix + full.Substring(2)
        : LocalPrefix + full;

    /// <summary>The path as people write it.</summary>
    internal static string Plain(string extended) =>
        extended.StartsWith(NetworkPrefix, StringComparison.OrdinalIgnoreCase) ? @"\\" + extended.Substring(NetworkPrefix.Length)
        : extended.StartsWith(LocalPrefix, StringComparison.Ordinal) ? extended.Substring(LocalPrefix.Length)
        : extended;
}
#endif
