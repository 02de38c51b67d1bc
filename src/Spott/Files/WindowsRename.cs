#if !NET
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace Spott.Files;

/// <summary>
/// Renames a file over another one in one step, as <c>File.Move(overwrite)</c> does on .NET. <c>File.Replace</c> of .NET Framework takes
/// several, and between two of them there is no file of that name. The access list is the source's own.
/// </summary>
internal static class WindowsRename
{
    private const int ReplaceExisting = 1;
    private const int WriteThrough = 8;

    /// <exception cref="IOException">The target cannot be replaced; it stays as it is.</exception>
    internal static void Over(string source, string target)
    {
        if (!MoveFileEx(Extended(source), Extended(target), ReplaceExisting | WriteThrough))
        {
            Win32Exception refused = new(Marshal.GetLastWin32Error());
            throw new IOException(refused.Message, refused);
        }
    }

    private static string Extended(string path) => ExtendedPath.Of(Path.GetFullPath(path));

    [DllImport("kernel32.dll", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string source, string target, int flags);
}
#endif
