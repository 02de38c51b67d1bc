using System;
using System.IO;

namespace Spott.Files;

/// <summary>
/// Writes so that whoever reads, at whatever moment the process or the machine ends, finds the old or the new file, whole. What is being
/// written lies beside it under a name that nobody can guess, in a file that was not there before.
/// </summary>
internal static class AtomicFile
{
    private const string Extension = ".spott.tmp";
    private const string NameFormat = "N";
    private const int NameLength = 32;

    /// <summary>Whoever still writes a file has done so within this time.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <param name="path">The file; see <see cref="LinkTarget"/> for what may be a link.</param>
    /// <param name="write">Writes all of it, and leaves the stream open.</param>
    /// <param name="model">Whose protection the file gets, where there is such a file: the path itself, or a file whose place this one is
    /// to take later.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    /// <returns>Whether the file is protected as its model is.</returns>
    /// <exception cref="IOException">It cannot be written, or a file is there and is to be kept; that one stays as it was.</exception>
    internal static bool Write(string path, Action<Stream> write, string model, bool keepExisting = false)
    {
        RemoveForgotten(Path.GetDirectoryName(path)!);
        string temporary = TemporaryName(path);
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
            TryDelete(temporary);
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
        RemoveForgotten(Path.GetDirectoryName(path)!);
        string temporary = TemporaryName(path);
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
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Removes what a process that was killed had begun to write of a file. To be called where nobody else can be writing it.
    /// </summary>
    internal static void RemoveLeftovers(string path)
    {
        string beginning = Path.GetFileName(path) + ".";
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*" + Extension))
        {
            string name = Path.GetFileName(file);
            if (IsTemporary(name)
                && name.Length == beginning.Length + NameLength + Extension.Length
                && name.StartsWith(beginning, StringComparison.Ordinal))
                TryDelete(file);
        }
    }

    /// <summary>
    /// Removes what has been left of any file of a folder. Its own next writer may never come: a copy of a mirror has another name each
    /// night, and holds personal data.
    /// </summary>
    private static void RemoveForgotten(string folder)
    {
        try
        {
            DateTime limit = DateTime.UtcNow - Forgotten;
            foreach (string file in Directory.EnumerateFiles(folder, "*" + Extension))
            {
                if (IsTemporary(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < limit)
                    TryDelete(file);
            }
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            // A folder may be there to be written to and not to be listed; whether it can be written to is seen next.
        }
    }

    /// <summary>Whether a name is one of ours: no other program's file is ever removed.</summary>
    private static bool IsTemporary(string name)
    {
        int at = name.Length - Extension.Length - NameLength;
        return at > 1
            && name[at - 1] == '.'
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && Guid.TryParseExact(name.Substring(at, NameLength), NameFormat, out _);
    }

    private static string TemporaryName(string path) => string.Concat(path, ".", Guid.NewGuid().ToString(NameFormat), Extension);

    private static void Move(string temporary, string path, bool keepExisting)
    {
        if (keepExisting)
            File.Move(temporary, path);
        else
            FileRename.Over(temporary, path);
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
