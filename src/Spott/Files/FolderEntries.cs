#if NET
using System;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Spott.Files;

/// <summary>
/// The names in a folder, which a disk may learn later than what the files hold: when the power fails, a whole file can be there without
/// its new name. Windows has no such order to give.
/// </summary>
internal static class FolderEntries
{
    /// <summary>Has them on the disk when it returns, where the system can do that.</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            using SafeFileHandle opened = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
            if (!opened.IsInvalid)
                _ = Flush(opened);
        }
        catch (Exception unknown) when (unknown is EntryPointNotFoundException or DllNotFoundException)
        {
            // The system writes them soon by its own.
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(SafeFileHandle folder);
}
#endif
