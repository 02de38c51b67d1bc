#if !NET
using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Spott.Errors;

namespace Spott.Files;

/// <content>.NET Framework does not follow links, and so Windows itself is asked.</content>
internal static partial class LinkTarget
{
    private const int BackupSemantics = 0x02000000;

    private static string OnWindows(string path)
    {
        // The attributes are the link's own. Cloud storage marks its files so too: they lead to themselves.
        if (!File.Exists(path) || (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0)
            return path;
        using SafeFileHandle file = CreateFile(
            path, access: 0, FileShare.ReadWrite | FileShare.Delete, IntPtr.Zero, FileMode.Open, BackupSemantics, IntPtr.Zero);
        char[] name = new char[32768];
        int length = file.IsInvalid ? 0 : GetFinalPathNameByHandle(file, name, name.Length, flags: 0);
        if (length <= 0 || length > name.Length)
            throw new IOException(FileWords.LinkToNowhere(new Win32Exception(Marshal.GetLastWin32Error()).Message));

        return ExtendedPath.Plain(new string(name, 0, length));
    }

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateFile(
        string name, int access, FileShare share, IntPtr security, FileMode mode, int flags, IntPtr template);

    [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetFinalPathNameByHandle(SafeFileHandle file, [Out] char[] path, int length, int flags);
}
#endif
