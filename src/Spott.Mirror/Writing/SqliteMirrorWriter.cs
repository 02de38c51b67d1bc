using System.IO;
using Spott.Errors;
using Spott.Files;
using Spott.Mirror.Database;
using Spott.Mirror.Files;
using Spott.Ports;

namespace Spott.Mirror.Writing;

/// <summary>One run into a mirror, on SQLite.</summary>
internal sealed class SqliteMirrorWriter : MirrorWriter
{
    private readonly FileStream _lock;
    private readonly WritableMirror _file;
    private readonly long _lastRun;
    private Listing? _listing;
    private string? _oldCopy;

    private SqliteMirrorWriter(FileStream held, WritableMirror file)
    {
        _lock = held;
        _file = file;
        State = file.IsNew ? new MirrorState() : RunLog.State(file.Database);
        _lastRun = file.IsNew ? 0 : RunLog.LastNumber(file.Database);
    }

    internal override MirrorState State { get; }

    internal override string? OldCopy => _oldCopy;

    internal static SqliteMirrorWriter Open(string path) => Guarded.Run(() =>
    {
        string real = Location.Resolve(path);
        FileStream held = LockFile.Hold(
            real + ".lock", refusal => new MirrorException(MirrorProblem.Busy, "another run is using it", refusal));
        WritableMirror? file = null;
        try
        {
            file = WritableMirror.Open(real);
            string? oldCopy = file.IsNew ? null : Migration.Run(file.Database, real);
            return new SqliteMirrorWriter(held, file) { _oldCopy = oldCopy };
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    });

    private Listing Listed => _listing ??= _file.IsNew ? new FirstListing(_file.Database) : new Staging(_file.Database, _lastRun);

    internal override void Prepare() => Guarded.Run(() => _ = Listed);

    internal override void Add(Opportunity opportunity) => Guarded.Run(() => Listed.Add(opportunity));

    internal override MirrorOutcome Commit(MirrorRunEnd end) => Guarded.Run(() =>
    {
        MirrorOutcome outcome = Listed.Commit(end);
        EndListing();
        _file.Finish();
        return outcome;
    });

    internal override MirrorRun Fail(MirrorRunEnd end) => Guarded.Run(() =>
    {
        EndListing();
        _file.TakeBack();
        MirrorRun run = new RunTransaction(_file.Database, end).Fail(_file.IsNew, _lastRun);
        _file.Finish();
        return run;
    });

    public override void Dispose()
    {
        EndListing();
        _file.Dispose();
        _lock.Dispose();
    }

    private void EndListing()
    {
        _listing?.Dispose();
        _listing = null;
    }
}
