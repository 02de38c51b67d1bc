using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Mirror.Database;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Reading;

/// <summary>Finds the ids that a mirror has never met.</summary>
internal static class UnknownIds
{
    // By the index, whose first column is the kind.
    private static readonly string IsSubject = string.Join(
        " OR ",
        Enum.GetValues<ChangeSubject>().Select(
            kind => $"EXISTS (SELECT 1 FROM subject s WHERE s.kind = {(int)kind} AND s.id = given.value)"));

    /// <param name="database">The mirror.</param>
    /// <param name="ids">Compared with regard to case, as the server's are.</param>
    /// <param name="ofOpportunities">Whether those of contacts, stages, companies and owners are unknown, too.</param>
    internal static IReadOnlyList<string> Among(SqliteDatabase database, IEnumerable<string> ids, bool ofOpportunities)
    {
        string isKnown = "EXISTS (SELECT 1 FROM opportunity_present o WHERE o.id = given.value)"
            + (ofOpportunities ? null : " OR " + IsSubject);
        return database.Rows($"SELECT given.value FROM json_each(?) given WHERE NOT ({isKnown}) ORDER BY given.key",
            StoredJson.Write(ids.Distinct(StringComparer.Ordinal).ToArray())).Select(row => row.Text(0)).ToArray();
    }
}
