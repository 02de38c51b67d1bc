using System.Collections;
using System.Collections.Generic;
using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>The paths of the additional properties that a run's items have: the mirror remembers which run met each first.</summary>
internal sealed class ListedPaths
{
    private readonly HashSet<(ChangeSubject, string)> _paths = [];

    /// <param name="subject">Whose properties they are.</param>
    /// <param name="properties">Null for none.</param>
    internal void Note(ChangeSubject subject, JsonDictionary? properties)
    {
        if (properties is null)
            return;
        foreach (DictionaryEntry property in properties)
            _paths.Add((subject, (string)property.Key));
    }

    internal void Write(SqliteDatabase database, long run)
    {
        using SqliteStatement insert = database.Prepare("INSERT OR IGNORE INTO path (subject, path, first_run) VALUES (?, ?, ?)");
        foreach ((ChangeSubject subject, string path) in _paths)
        {
            insert.Bind(0, (long)subject);
            insert.Bind(1, path);
            insert.Bind(2, run);
            insert.Run();
        }
    }
}
