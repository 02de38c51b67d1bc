using System;
using System.Collections.Generic;
using System.Globalization;

namespace Spott.Mirror.Fields;

/// <summary>
/// A team in a row: its members in their order, each the contact's number, then, when this opportunity says otherwise of it, a colon and
/// the value's number. Someone without an id has the value alone.
/// </summary>
internal static class TeamText
{
    internal static IEnumerable<(long? Sid, long? Own)> Members(string? team)
    {
        foreach (string member in team?.Split(',') ?? Array.Empty<string>())
        {
            int colon = member.IndexOf(':', StringComparison.Ordinal);
            yield return colon < 0
                ? (Number(member), null)
                : (colon == 0 ? null : Number(member[..colon]), Number(member[(colon + 1)..]));
        }
    }

    /// <summary>Whether two teams are of the same people, in whatever order, and whatever is said of those with an id.</summary>
    internal static bool HaveSamePeople(string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal) || People(one).SequenceEqualTo(People(other));

    private static List<(long, long)> People(string? team)
    {
        List<(long, long)> people = new();
        foreach ((long? sid, long? own) in Members(team))
            people.Add(sid is { } number ? (number, 0) : (0, own!.Value));
        people.Sort();
        return people;
    }

    private static bool SequenceEqualTo(this List<(long, long)> one, List<(long, long)> other)
    {
        if (one.Count != other.Count)
            return false;
        for (int index = 0; index < one.Count; index++)
        {
            if (one[index] != other[index])
                return false;
        }

        return true;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
