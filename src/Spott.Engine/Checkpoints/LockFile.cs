using System.IO;
using Spott.Errors;

namespace Spott.Engine.Checkpoints;

/// <summary>
/// Keeps a second run off a checkpoint. The lock is on a file of its own, because one on the checkpoint is void as soon as that is renamed
/// over, and the file is never deleted, because a second run may just have opened it. The operating system releases it with the process.
/// </summary>
internal static class LockFile
{
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <exception cref="CheckpointException">Another run holds it.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static FileStream Hold(string path)
    {
        try
        {
            // Its name is known, so that somebody may have put a link there: opening creates nothing through one, and neither does creating.
            return File.Exists(path) ? Open(path, FileMode.Open) : Create(path);
        }
        catch (IOException held) when ((held.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw CheckpointException.Busy(held);
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
