using System;
using System.IO;

namespace Spott;

/// <summary>Writes so that whoever reads, at whatever moment the process or the machine ends, finds the old or the new file, whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file down to the disk.</summary>
    internal static void Write(string path, byte[] content) => Write(path, file => file.Write(content, 0, content.Length));

    /// <summary>Writes a file down to the disk, as it comes.</summary>
    internal static void Write(string path, Action<Stream> write)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
        write(file);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Renames a file over another one of the same folder.</summary>
    internal static void Replace(string source, string target)
    {
#if NET
        File.Move(source, target, overwrite: true);
#else
        // File.Move of .NET Framework refuses a target that exists, File.Replace one that does not.
        if (File.Exists(target))
            File.Replace(source, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
        else
            File.Move(source, target);
#endif
    }
}
