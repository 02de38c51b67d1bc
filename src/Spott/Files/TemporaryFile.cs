using System;
using System.IO;

namespace Spott.Files;

/// <summary>
/// What is being written lies beside the file that it will be, under a name that nobody can guess and that tells whose it is. A writer that
/// was killed leaves it there.
/// </summary>
internal static class TemporaryFile
{
    private const string Extension = ".spott.tmp";
    private const string Pattern = "*" + Extension + "*";
    private const string NameFormat = "N";
    private const int NameLength = 32;

    /// <summary>
    /// Whoever still writes a file has done so within this time: a mirror's first run may wait for an hour at each of some pages before
    /// SQLite writes the next piece. And what a night left goes the next night.
    /// </summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(20);

    /// <summary>A name for a file that is to be written; what has been left in the folder is removed.</summary>
    internal static string NameFor(string path)
    {
        RemoveForgotten(Path.GetDirectoryName(path)!);
        return string.Concat(path, ".", Guid.NewGuid().ToString(NameFormat), Extension);
    }

    /// <summary>
    /// Removes what a process that was killed had begun to write of a file. To be called where nobody else can be writing it.
    /// </summary>
    internal static void RemoveLeftovers(string path)
    {
        string beginning = Path.GetFileName(path) + ".";
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Pattern))
        {
            string name = Path.GetFileName(file);
            if (EndOf(name) == beginning.Length + NameLength + Extension.Length && name.StartsWith(beginning, StringComparison.Ordinal))
                TryDelete(file);
        }
    }

    internal static void TryDelete(string path)
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

    /// <summary>
    /// Removes what has been left of any file of a folder. Its own next writer may never come: a copy of a mirror has another name each
    /// night, and holds personal data.
    /// </summary>
    private static void RemoveForgotten(string folder)
    {
        try
        {
            DateTime limit = DateTime.UtcNow - Forgotten;
            foreach (string file in Directory.EnumerateFiles(folder, Pattern))
            {
                if (EndOf(Path.GetFileName(file)) is not null && File.GetLastWriteTimeUtc(file) < limit)
                    TryDelete(file);
            }
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            // A folder may be there to be written to and not to be listed; whether it can be written to is seen next.
        }
    }

    /// <summary>
    /// Where a temporary file's name ends in a name: at its end, or before what SQLite adds for the files that it keeps beside one.
    /// </summary>
    /// <returns>Null for a name that is none of ours: no other program's file is ever removed.</returns>
    private static int? EndOf(string name)
    {
        int extension = name.LastIndexOf(Extension, StringComparison.Ordinal);
        int end = extension + Extension.Length;
        int at = extension - NameLength;
        bool isOurs = at > 1
            && name[at - 1] == '.'
            && name.Substring(end) is "" or "-wal" or "-shm"
            && Guid.TryParseExact(name.Substring(at, NameLength), NameFormat, out _);
        return isOurs ? end : null;
    }
}
