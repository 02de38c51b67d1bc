using System;
using System.IO;
using Spott.Errors;

namespace Spott.Mirror.Files;

/// <summary>
/// Keeps a second run off a mirror. The lock is on a file of its own, because nobody but SQLite may open the database; the file is never
/// deleted, because a second run may just have opened it. The operating system releases it with the process.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="MirrorException">Another run holds it.</exception>
    internal static RunLock Hold(string database)
    {
        try
        {
            return new RunLock(new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when ((held.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new MirrorException(MirrorProblem.Busy, "another run holds it", held);
        }
    }

    public void Dispose() => _file.Dispose();
}
