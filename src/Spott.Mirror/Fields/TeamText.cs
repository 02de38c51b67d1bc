using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Spott.Mirror.Fields;

/// <summary>
/// A team in a row: its members in their order, each the contact's number, then, when this opportunity says otherwise of it, a colon and
/// the value's number. Someone without an id has the value alone.
/// </summary>
internal static class TeamText
{
    /// <summary>Adds a member to a team's text.</summary>
    internal static void Append(StringBuilder text, long? sid, long? own)
    {
        if (text.Length > 0)
            text.Append(',');
        text.Append(sid);
        if (own is not null)
            text.Append(':').Append(own);
    }

    internal static IEnumerable<(long? Sid, long? Own)> Members(string? team)
    {
        string text = team ?? string.Empty;
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = text.IndexOf(',', start);
            if (end < 0)
                end = text.Length;
            yield return Member(text.AsSpan(start, end - start));
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

    private static (long? Sid, long? Own) Member(ReadOnlySpan<char> member)
    {
        int colon = member.IndexOf(':');
        return colon < 0 ? (Number(member), null) : (colon == 0 ? null : Number(member[..colon]), Number(member[(colon + 1)..]));
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);
}
