using System;
using System.IO;
using Spott.Connections;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Checkpoints;

/// <summary>A checkpoint and the files beside it.</summary>
internal sealed class LockedCheckpoint : CheckpointFile
{
    // 100,000 company ids have their place; whoever names a data file by mistake does not wait for it to be read.
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _lock;

    internal LockedCheckpoint(string path)
    {
        _path = path;
        _lock = Guarded(() =>
        {
            if (Directory.Exists(path))
                throw CheckpointException.IsFolder();
            return LockFile.Hold(path + ".lock");
        });
    }

    private string Temporary => _path + ".tmp";

    private string Pending => _path + ".pending";

    internal override Checkpoint? Read() => Read(_path);

    internal override Checkpoint? ReadPending() => Read(Pending);

    internal override bool DropPending() => Guarded(() =>
    {
        bool wasThere = File.Exists(Pending);
        File.Delete(Pending);
        return wasThere;
    });

    internal override void Prepare(Checkpoint next) => Guarded(() => WholeFile.Write(Temporary, CheckpointJson.Write(next)));

    internal override void MakePending() => Guarded(() => WholeFile.Replace(Temporary, Pending));

    internal override void Commit() => Guarded(() => WholeFile.Replace(Temporary, _path));

    internal override void CommitPending() => Guarded(() => WholeFile.Replace(Pending, _path));

    internal override string Fingerprint(ApiKey key) => KeyFingerprint.Of(key);

    internal override bool IsFingerprintOf(ApiKey key, string fingerprint) => KeyFingerprint.Matches(key, fingerprint);

    public override void Dispose()
    {
        try
        {
            File.Delete(Temporary);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Nobody ever reads it, and the next run writes over it.
        }

        _lock.Dispose();
    }

    private static Checkpoint? Read(string path) => Guarded(() =>
    {
        FileInfo file = new(path);
        if (!file.Exists)
            return null;
        if (file.Length > MaxBytes)
            throw CheckpointException.TooLarge();
        return CheckpointJson.Read(File.ReadAllBytes(path));
    });

    private static void Guarded(Action action) => Guarded(() =>
    {
        action();
        return true;
    });

    private static T Guarded<T>(Func<T> action)
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
