using System;
using System.IO;

namespace Spott.Files;

/// <summary>
/// Keeps a second run off a file. The lock is on a file of its own: one on a checkpoint is void as soon as that is renamed over, and a
/// mirror nobody may open but SQLite. It is never deleted, because a second run may just have opened it. The operating system releases it
/// with the process.
/// </summary>
internal static class LockFile
{
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <param name="path">The lock's own file.</param>
    /// <param name="busy">Makes the exception for a lock that another run holds, of what the system said.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static FileStream Hold(string path, Func<IOException, Exception> busy)
    {
        try
        {
            // Its name is known, so that somebody may have put a link there: opening creates nothing through one, and neither does
            // creating.
            return File.Exists(path) ? Open(path, FileMode.Open) : Create(path);
        }
        catch (IOException held)
            when ((held.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw busy(held);
        }
    }

    private static FileStream Create(string path)
    {
        try
        {
            return Open(path, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another run was quicker.
            return Open(path, FileMode.Open);
        }
    }

    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
}
