using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Spott.Files;

namespace Spott.Mirror.Database;

/// <summary>
/// Brings the tables of an older mirror to this module's version: a copy beside it first, then one transaction. Whoever is killed leaves
/// the old file. To be called where nobody else can be writing.
/// </summary>
internal static class Migration
{
    /// <returns>The copy of the file as it was; null where there was nothing to do.</returns>
    internal static string? Run(SqliteDatabase database, string path)
    {
        long version = database.Count("PRAGMA user_version");
        if (version >= Schema.Version)
            return null;
        string copy = CopyOf(path, version);
        TemporaryFile.RemoveLeftovers(copy);
        WholeCopy.Make(path, copy, keepExisting: false);
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            Apply(database);
            database.Execute("COMMIT");
        }
        catch
        {
            database.TryRollback();
            throw;
        }

        return copy;
    }

    /// <summary>Does it within a transaction that has begun; what is of this version stays as it is.</summary>
    internal static void Apply(SqliteDatabase database)
    {
        for (long next = database.Count("PRAGMA user_version") + 1; next <= Schema.Version; next++)
            database.Execute(Step(next));
    }

    /// <summary>What leads to a version from the one before it.</summary>
    private static string Step(long version) => version switch
    {
        2 => Schema.SecondVersion,
        _ => throw new ArgumentOutOfRangeException(nameof(version)),
    };

    /// <summary>Removes the copies that were made of it before its tables were changed, whole or not.</summary>
    /// <returns>How many there were.</returns>
    internal static int RemoveCopies(string path)
    {
        int removed = 0;
        for (long version = 1; version < Schema.Version; version++)
        {
            string copy = CopyOf(path, version);
            TemporaryFile.RemoveLeftovers(copy);
            if (!File.Exists(copy))
                continue;
            File.Delete(copy);
            removed++;
        }

        return removed;
    }

    private static string CopyOf(string path, long version) => string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}.bak");
}
