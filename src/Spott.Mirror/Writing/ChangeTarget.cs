using Spott.Mirror.Database;

namespace Spott.Mirror.Writing;

/// <summary>What a line of the feed tells of.</summary>
/// <param name="Subject">Which kind of thing.</param>
/// <param name="Number">Its number.</param>
/// <param name="Id">An opportunity's identifier, the server's; null for the others, which are looked up where they are shown.</param>
/// <param name="Name">An opportunity's name as the run saw it.</param>
internal readonly record struct ChangeTarget(ChangeSubject Subject, long Number, string? Id = null, string? Name = null)
{
    /// <summary>The opportunity of a row whose first columns are its number, its id and its name.</summary>
    internal static ChangeTarget OfOpportunity(SqliteStatement row) =>
        new(ChangeSubject.Opportunity, row.Number(0), row.Text(1), row.TextOrNull(2));
}
