using System;
using System.Collections;
using System.Collections.Generic;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;
using Spott.Records;

namespace Spott.Mirror.Writing;

/// <summary>Writes lines of the feed; before the mirror's first complete full run there is none, and it only counts.</summary>
internal sealed class ChangeWriter : IDisposable
{
    private readonly RunContext _context;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _firstRun;
    private readonly RecentChanges _recent;

    internal ChangeWriter(RunContext context)
    {
        _context = context;
        _insert = context.Database.Prepare(
            "INSERT INTO change_log (run, not_before_run, subject, target, kind, property, old_value, new_value) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        _firstRun = context.Database.Prepare("SELECT first_run FROM path WHERE subject = ? AND path = ?");
        _recent = new RecentChanges(context);
    }

    /// <summary>Differences that were found.</summary>
    internal long Count { get; private set; }

    /// <param name="target">What changed.</param>
    /// <param name="notBefore">The run whose start is the change's NotBefore; 0 for none.</param>
    /// <param name="kind">What happened.</param>
    internal void Whole(ChangeTarget target, long notBefore, ChangeKind kind)
    {
        Write(target, notBefore, kind, null, null, null);
        AddRecent(target, notBefore, null, null);
    }

    /// <summary>A property's two values, where they are two.</summary>
    internal void Property(ChangeTarget target, long notBefore, string name, FieldKind kind, object? oldCell, object? newCell)
    {
        if (Equals(oldCell, newCell))
            return;
        if (kind == FieldKind.Json)
            Paths(target, notBefore, name, (string?)oldCell, (string?)newCell);
        else
            Write(target, notBefore, ChangeKind.Changed, name, oldCell, newCell);
    }

    /// <summary>
    /// A property of an opportunity whose values its versions hold: written twice for good, they would be a quarter of a mirror of years.
    /// </summary>
    internal void Versioned(ChangeTarget target, long notBefore, string name, object? oldCell, object? newCell)
    {
        Write(target, notBefore, ChangeKind.Changed, name, null, null);
        AddRecent(target, notBefore, oldCell, newCell);
    }

    /// <summary>To be called when all was written.</summary>
    internal void Finish() => _recent.Forget();

    public void Dispose()
    {
        _insert.Dispose();
        _firstRun.Dispose();
        _recent.Dispose();
    }

    private void Paths(ChangeTarget target, long notBefore, string name, string? oldJson, string? newJson)
    {
        JsonDictionary before = oldJson is null ? new JsonDictionary() : (JsonDictionary)StoredJson.Read(oldJson)!;
        JsonDictionary now = newJson is null ? new JsonDictionary() : (JsonDictionary)StoredJson.Read(newJson)!;
        foreach (string path in PathsOf(before, now))
        {
            // In another order the same members say the same.
            if (JsonText.Of(before[path], sortKeys: true) == JsonText.Of(now[path], sortKeys: true))
                continue;
            if (!before.Contains(path) && IsNewTo(target.Subject, path, notBefore))
                continue;
            Write(target, notBefore, ChangeKind.Changed, $"{name}.{path}", Json(before[path]), Json(now[path]));
            AddRecent(target, notBefore, null, null);
        }
    }

    private static List<string> PathsOf(JsonDictionary before, JsonDictionary now)
    {
        List<string> paths = new(before.Count + now.Count);
        foreach (DictionaryEntry entry in before)
            paths.Add((string)entry.Key);
        foreach (DictionaryEntry entry in now)
        {
            if (!before.Contains(entry.Key))
                paths.Add((string)entry.Key);
        }

        return paths;
    }

    /// <summary>Whether whoever was seen last in that run was seen before the mirror knew of the path: its value may be old.</summary>
    private bool IsNewTo(ChangeSubject subject, string path, long seenRun)
    {
        bool isNew = _firstRun.Bind((long)subject, path).Read() && seenRun < _firstRun.Number(0);
        _firstRun.Reset();
        return isNew;
    }

    private static string? Json(object? value) => value is null ? null : StoredJson.Write(value);

    private void Write(ChangeTarget target, long notBefore, ChangeKind kind, string? property, object? oldCell, object? newCell)
    {
        Count++;
        if (_context.HasBaseline)
            _insert.Bind(
                _context.Number, notBefore == 0 ? null : notBefore, (long)target.Subject, target.Number, (long)kind, property, oldCell,
                newCell).Run();
    }

    private void AddRecent(ChangeTarget target, long notBefore, object? oldCell, object? newCell)
    {
        if (_context.HasBaseline && target.Id is not null)
            _recent.Add(target, notBefore, oldCell, newCell);
    }
}
