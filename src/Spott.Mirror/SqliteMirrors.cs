using Spott.Mirror.Database;
using Spott.Mirror.Reading;
using Spott.Mirror.Writing;
using Spott.Ports;

namespace Spott.Mirror;

/// <summary>Mirrors, on SQLite's side of the wall.</summary>
internal sealed class SqliteMirrors : MirrorPort
{
    internal override MirrorWriter OpenWriter(string path) => SqliteMirrorWriter.Open(path);

    internal override MirrorReader OpenReader(string path) => SqliteMirrorReader.Open(path);

    internal override ErasureOutcome EraseContacts(string path, ContactQuery query, ContactMatches agreed) =>
        Guarded.Run(() => Erasure.Run(path, query, agreed));

    internal override void CheckBackup(string path, string destination) => Guarded.Run(() => MirrorBackup.Check(path, destination));

    internal override void Backup(string path, string destination, bool keepExisting) =>
        Guarded.Run(() => MirrorBackup.Make(path, destination, keepExisting));
}
