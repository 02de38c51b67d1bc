using System;
using Spott.Mirror.Database;

namespace Spott.Mirror.Reading;

/// <summary>
/// The teams of the living as they are now, one after the other beside the rows of their opportunities, which come in the same order: to
/// look up each person alone takes longer.
/// </summary>
internal sealed class PresentTeams : IDisposable
{
    private readonly SqliteStatement _members;
    private readonly StoredTeam.Builder _team = new();
    private bool _hasMember;

    internal PresentTeams(SqliteDatabase database)
    {
        _members = database.Prepare("""
            SELECT m.oid, s.id, v.body FROM team_member m LEFT JOIN subject s ON s.sid = m.sid
            LEFT JOIN subject_value v ON v.vid = coalesce(m.own, s.vid) ORDER BY m.oid, m.position
            """);
        _hasMember = _members.Read();
    }

    /// <summary>Sets the team of one that comes later than those before.</summary>
    internal void Apply(Opportunity item, long oid)
    {
        while (_hasMember && _members.Number(0) < oid)
            _hasMember = _members.Read();
        for (; _hasMember && _members.Number(0) == oid; _hasMember = _members.Read())
            _team.Add(!_members.IsNull(1), _members.Bytes(1), _members.Bytes(2));
        item.LaterTeam = _team.Build();
    }

    public void Dispose() => _members.Dispose();
}
