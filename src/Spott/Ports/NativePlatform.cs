#if NET
using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Spott.Ports;

/// <summary>Which of the native libraries that ship is this machine's.</summary>
internal static class NativePlatform
{
    /// <summary>Such as <c>linux-x64</c>: .NET's portable name of the system and the process's architecture.</summary>
    internal static string Rid { get; } = System + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    // Alpine and its like have another C library, whose loader lies at this place.
    private static string System =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : Directory.Exists("/lib") && Directory.EnumerateFiles("/lib", "ld-musl-*").Any()
            && !Directory.EnumerateFiles("/lib64", "ld-linux-*").Any() ? "linux-musl"
        : "linux";

    internal static string FileName(string library) =>
        OperatingSystem.IsWindows() ? library + ".dll"
        : OperatingSystem.IsMacOS() ? "lib" + library + ".dylib"
        : "lib" + library + ".so";
}
#endif
