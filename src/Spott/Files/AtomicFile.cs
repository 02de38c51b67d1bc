using System;
using System.IO;

namespace Spott.Files;

/// <summary>
/// Writes so that whoever reads, at whatever moment the process or the machine ends, finds the old or the new file, whole. What is being
/// written lies beside it under a name that nobody can guess, in a file that was not there before.
/// </summary>
internal static class AtomicFile
{
    /// <param name="path">The file; see <see cref="LinkTarget"/> for what may be a link.</param>
    /// <param name="write">Writes all of it, and leaves the stream open.</param>
    /// <param name="model">Whose protection the file gets, where there is such a file: the path itself, or a file whose place this one is
    /// to take later.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    /// <returns>Whether the file is protected as its model is.</returns>
    /// <exception cref="IOException">It cannot be written, or a file is there and is to be kept; that one stays as it was.</exception>
    internal static bool Write(string path, Action<Stream> write, string model, bool keepExisting = false)
    {
        string temporary = TemporaryFile.NameFor(path);
        using FileStream file = FileProtection.CreateNew(temporary, model);
        try
        {
            // It has no buffer: nothing is left to be written when it is closed, where a disk that is full would be found out too late.
            write(file);
            bool isProtected = FileProtection.TryCopy(model, file);
            file.Flush(flushToDisk: true);
            file.Dispose();
            Move(temporary, path, keepExisting);
            return isProtected;
        }
        catch
        {
            file.Dispose();
            TemporaryFile.TryDelete(temporary);
            throw;
        }
    }

    /// <summary>The same for what is written by somebody who wants a name and not a stream.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Takes the name of an empty file, writes all of it, and has closed it when it returns.</param>
    /// <param name="model">Whose protection the file gets, where there is such a file.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    /// <exception cref="IOException">It cannot be written, or a file is there and is to be kept; that one stays as it was.</exception>
    internal static void WriteByName(string path, Action<string> write, string model, bool keepExisting)
    {
        string temporary = TemporaryFile.NameFor(path);
        FileProtection.CreateNew(temporary, model).Dispose();
        try
        {
            write(temporary);
            using (FileStream file = new(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                FileProtection.TryCopy(model, file);
                file.Flush(flushToDisk: true);
            }

            Move(temporary, path, keepExisting);
        }
        catch
        {
            TemporaryFile.TryDelete(temporary);
            throw;
        }
    }

    private static void Move(string temporary, string path, bool keepExisting)
    {
        if (keepExisting)
            File.Move(temporary, path);
        else
            FileRename.Over(temporary, path);
    }
}
