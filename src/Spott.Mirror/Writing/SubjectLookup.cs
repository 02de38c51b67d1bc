using System;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Writing;

/// <summary>What a number stands for.</summary>
internal sealed class SubjectLookup : IDisposable
{
    private readonly SqliteStatement _said;

    internal SubjectLookup(SqliteDatabase database)
    {
        _said = database.Prepare("SELECT s.id, v.body FROM subject_value v LEFT JOIN subject s ON s.sid = v.sid WHERE v.vid = ?");
    }

    /// <summary>A record of which no more is set than what is said of the subject, and its id.</summary>
    internal Opportunity Said(Subject<Opportunity> subject, long? vid)
    {
        Opportunity record = new(string.Empty);
        if (vid is { } number)
        {
            if (_said.Bind(number).Read())
            {
                subject.SetId(record, _said.TextOrNull(0));
                Body.Apply(subject, _said.Bytes(1), record);
            }

            _said.Reset();
        }

        return record;
    }

    public void Dispose()
    {
        _said.Dispose();
    }
}
