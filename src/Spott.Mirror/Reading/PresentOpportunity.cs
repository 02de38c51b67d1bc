using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Reading;

/// <summary>The present row of an opportunity, on which both of its versions around a run look. It goes from one to the next.</summary>
internal sealed class PresentOpportunity : IDisposable
{
    private long _oid;

    internal PresentOpportunity(SqliteDatabase database) => Row = database.Prepare(
        $"SELECT id, from_run, {string.Join(", ", Schema.DataColumns())} FROM opportunity_present WHERE oid = ?");

    internal SqliteStatement Row { get; }

    /// <summary>Empty where there is none.</summary>
    internal string Id { get; private set; } = string.Empty;

    /// <summary>The run from which on it is as it is; beyond all of them where there is none.</summary>
    internal long FromRun { get; private set; } = long.MaxValue;

    internal void Move(long oid)
    {
        if (_oid == oid)
            return;
        _oid = oid;
        Row.Reset();
        Row.Bind(0, oid);
        bool isKnown = Row.Read();
        Id = isKnown ? Row.Text(0) : string.Empty;
        FromRun = isKnown ? Row.Number(1) : long.MaxValue;
    }

    public void Dispose() => Row.Dispose();
}
