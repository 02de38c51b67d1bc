using System;
using System.IO;
using Spott.Errors;

namespace Spott.Files;

/// <summary>A rename that takes the place of another file of the same folder, in one step.</summary>
internal static class FileRename
{
#if NET
    private const int UnixBusy = 16;

#endif
    /// <exception cref="IOException">The target cannot be replaced; it stays as it is.</exception>
    internal static void Over(string source, string target)
    {
#if NET
        try
        {
            File.Move(source, target, overwrite: true);
        }
        catch (IOException refused) when (!OperatingSystem.IsWindows() && (refused.HResult & 0xFFFF) == UnixBusy)
        {
            throw new IOException(FileWords.IsMounted, refused);
        }
#else
        if (Path.DirectorySeparatorChar == '\\')
            WindowsRename.Over(source, target);
        // Mono, for the tests: its File.Move refuses a target that exists, File.Replace one that does not.
        else if (File.Exists(target))
            File.Replace(source, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        else
            File.Move(source, target);
#endif
    }
}
