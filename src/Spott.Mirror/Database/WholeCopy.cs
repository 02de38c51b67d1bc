using Spott.Files;

namespace Spott.Mirror.Database;

/// <summary>A copy of a mirror's file, made by SQLite, which sees one moment of it while others read and write.</summary>
internal static class WholeCopy
{
    /// <param name="source">Where the mirror lies, for the copy's protection.</param>
    /// <param name="destination">Where the copy is to be: nothing, or all of it.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    internal static void Make(string source, string destination, bool keepExisting) => AtomicFile.WriteByName(
        destination,
        temporary =>
        {
            using SqliteDatabase database = SqliteDatabase.Open(source, OpenMode.Read);
            database.Execute("VACUUM INTO ?", temporary);
        },
        model: source,
        keepExisting);
}
