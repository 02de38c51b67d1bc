using System;
using System.IO;

namespace Spott.Files;

/// <summary>
/// Writes so that whoever reads, at whatever moment the process or the machine ends, finds the old or the new file, whole. What is being
/// written lies beside it under a name that nobody can guess, in a file that was not there before.
/// </summary>
internal static class AtomicFile
{
    private const string Extension = ".tmp";
    private const string NameFormat = "N";

    /// <param name="path">The file; see <see cref="LinkTarget"/> for what may be a link.</param>
    /// <param name="write">Writes all of it, and leaves the stream open.</param>
    /// <param name="model">Whose protection the file gets, where there is such a file: the path itself, or a file whose place this one is
    /// to take later.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    /// <returns>Whether the file is protected as its model is.</returns>
    /// <exception cref="IOException">It cannot be written, or a file is there and is to be kept; that one stays as it was.</exception>
    internal static bool Write(string path, Action<Stream> write, string model, bool keepExisting = false)
    {
        string temporary = string.Concat(path, ".", Guid.NewGuid().ToString(NameFormat), Extension);
        using FileStream file = FileProtection.CreateNew(temporary, model);
        try
        {
            // It has no buffer: nothing is left to be written when it is closed, where a disk that is full would be found out too late.
            write(file);
            bool isProtected = FileProtection.TryCopy(model, file);
            file.Flush(flushToDisk: true);
            file.Dispose();
            if (keepExisting)
                File.Move(temporary, path);
            else
                FileRename.Over(temporary, path);
            return isProtected;
        }
        catch
        {
            file.Dispose();
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Removes what a process that was killed had begun to write. To be called where nobody else can be writing.</summary>
    internal static void RemoveLeftovers(string path)
    {
        string beginning = Path.GetFileName(path) + ".";
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Extension))
        {
            string name = Path.GetFileName(file);
            if (name.Length > beginning.Length + Extension.Length
                && name.StartsWith(beginning, StringComparison.Ordinal)
                && Guid.TryParseExact(
                    name.Substring(beginning.Length, name.Length - beginning.Length - Extension.Length), NameFormat, out _))
                TryDelete(file);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Nobody ever reads it.
        }
    }
}
