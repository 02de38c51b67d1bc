using System;
using System.IO;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Checkpoints;

/// <summary>The files of checkpoints, and what the file system has against them.</summary>
internal static class CheckpointAccess
{
    // 100,000 company ids have their place; whoever names a data file by mistake does not wait for it to be read.
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="CheckpointException">It cannot be read, or is no checkpoint.</exception>
    internal static Checkpoint? Read(string path) => Guarded(() =>
    {
        FileInfo file = new(path);
        if (!file.Exists)
            return null;
        if (file.Length > MaxBytes)
            throw CheckpointException.TooLarge();
        return CheckpointJson.Read(File.ReadAllBytes(path));
    });

    /// <exception cref="CheckpointException">The file system refused.</exception>
    internal static T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw CheckpointException.Inaccessible(refused);
        }
    }
}
