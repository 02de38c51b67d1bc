using System;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>What a number stands for.</summary>
internal sealed class SubjectLookup : IDisposable
{
    private readonly SqliteStatement _id;
    private readonly SqliteStatement _body;

    internal SubjectLookup(SqliteDatabase database)
    {
        _id = database.Prepare("SELECT id FROM subject WHERE sid = ?");
        _body = database.Prepare("SELECT body FROM subject_value WHERE vid = ?");
    }

    internal string? Id(long? sid)
    {
        if (sid is not { } number)
            return null;
        string? id = _id.Bind(number).Read() ? _id.Text(0) : null;
        _id.Reset();
        return id;
    }

    /// <summary>A record of which no more is set than what is said of the subject.</summary>
    internal Opportunity Said(Subject<Opportunity> subject, long? vid)
    {
        Opportunity record = new(string.Empty);
        if (vid is { } number)
        {
            if (_body.Bind(number).Read())
                Body.Apply(subject, _body.Bytes(0), record);
            _body.Reset();
        }

        return record;
    }

    public void Dispose()
    {
        _id.Dispose();
        _body.Dispose();
    }
}
