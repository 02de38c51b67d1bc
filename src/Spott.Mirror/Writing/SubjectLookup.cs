using System;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>What a number stands for.</summary>
internal sealed class SubjectLookup : IDisposable
{
    private readonly SqliteStatement _body;

    internal SubjectLookup(SqliteDatabase database)
    {
        _body = database.Prepare("SELECT body FROM subject_value WHERE vid = ?");
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
        _body.Dispose();
    }
}
