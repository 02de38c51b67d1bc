using System;
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
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when ((held.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw CheckpointException.Busy(held);
        }
    }
}
