using System;
using System.IO;
using Spott.Errors;
using Spott.Files;
using Spott.Ports;

namespace Spott.Engine.Checkpoints;

/// <summary>A checkpoint and the files beside it.</summary>
internal sealed class LockedCheckpoint : CheckpointFile
{
    private readonly string _path;
    private readonly FileStream _lock;

    internal LockedCheckpoint(string path)
    {
        _path = path;
        _lock = CheckpointAccess.Guarded(() =>
        {
            if (Directory.Exists(path))
                throw CheckpointException.IsFolder();
            FileStream held = LockFile.Hold(path + ".lock", CheckpointException.Busy);
            TemporaryFile.RemoveLeftovers(path);
            return held;
        });
    }

    private string Pending => _path + ".pending";

    internal override Checkpoint? Read() => CheckpointAccess.Read(_path);

    internal override Checkpoint? ReadPending() => CheckpointAccess.Read(Pending);

    internal override bool DropPending() => CheckpointAccess.Guarded(() =>
    {
        bool isUnsaved = File.Exists(Pending) && !IsSaved();
        File.Delete(Pending);
        return isUnsaved;
    });

    internal override void LeavePending(Checkpoint next) => CheckpointAccess.Guarded(() => Write(Pending, next));

    internal override bool Save(Checkpoint pending) => CheckpointAccess.Guarded(() =>
    {
        bool isProtected = Write(_path, pending);
        File.Delete(Pending);
        return isProtected;
    });

    public override void Dispose() => _lock.Dispose();

    private bool Write(string path, Checkpoint checkpoint)
    {
        byte[] text = CheckpointJson.Write(checkpoint);
        return AtomicFile.Write(path, file => file.Write(text, 0, text.Length), model: _path);
    }

    /// <summary>Whether the process that saved it ended before it could remove it.</summary>
    private bool IsSaved()
    {
        try
        {
            return ReadPending()?.RunId is { } runId && runId == Read()?.RunId;
        }
        catch (CheckpointException)
        {
            return false;
        }
    }
}
