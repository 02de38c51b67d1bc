using System;
using System.Linq;
using Spott.Mirror.Fields;

namespace Spott.Mirror.Database;

/// <summary>
/// Pieces of SQL that the views share. Other programs bring a SQLite of their own, and one statement of a view that it does not understand
/// makes it refuse the whole file: nothing here is younger than SQLite 3.38.
/// </summary>
internal static class ViewText
{
    /// <summary>A moment in UTC, of ticks: <c>2024-01-31T08:30:00.000Z</c>, rounded down.</summary>
    internal static string Moment(string ticks) => $"strftime('%Y-%m-%dT%H:%M:%fZ', {ticks} / 10000 / 1000.0 - 62135596800, 'unixepoch')";

    /// <summary>What is said under a name in a value's JSON.</summary>
    internal static string Said(string body, string name) => $"{body} ->> '{name}'";

    /// <summary>A moment out of a value's JSON, which has it in UTC and in more digits.</summary>
    internal static string JsonMoment(string text) => $"substr({text}, 1, 23) || 'Z'";

    internal static string RunEnd(string run) => $"(SELECT {Moment("r.completed_at")} FROM run_log r WHERE r.number = {run})";

    internal static string RunStart(string run) => $"(SELECT {Moment("r.started_at")} FROM run_log r WHERE r.number = {run})";

    /// <summary>The words of an enumeration that is kept as numbers.</summary>
    /// <remarks>Of a type and not generic: what is generic is compiled for each type anew, in every process that makes a mirror.</remarks>
    internal static string Words(Type enumeration, string column) => "CASE " + column + string.Concat(Enum.GetNames(enumeration)
        .Select(name => $" WHEN {Enum.Format(enumeration, Enum.Parse(enumeration, name), "D")} THEN '{name}'")) + " END";

    /// <summary>The number of what was said of a subject as of a run.</summary>
    internal static string ValueAsOf(string sid, string run) => $"(SELECT {ValueOf("s", run)} FROM subject s WHERE s.sid = {sid})";

    /// <summary>The same, of a row of <c>subject</c>.</summary>
    internal static string ValueOf(string subject, string run) => $"""
        CASE WHEN {subject}.from_run <= {run} THEN {subject}.vid
            ELSE (SELECT q.vid FROM subject_past q WHERE q.sid = {subject}.sid AND q.from_run <= {run} AND q.to_run > {run}) END
        """;

    /// <summary>All parts of a contact's name that there are, joined by spaces; null when there is none.</summary>
    internal static string FullName(string body) => "nullif(rtrim(" + string.Join(
        " || ",
        new[] { nameof(Contact.FirstName), nameof(Contact.MiddleName), nameof(Contact.LastName), nameof(Contact.SecondLastName) }
            .Select(part => Said(body, part))
            .Select(part => $"CASE WHEN trim({part}) <> '' THEN {part} || ' ' ELSE '' END")) + "), '')";

    /// <summary>The primary one, else the first, of those that are not empty.</summary>
    internal static string Preferred(string body, string list, string member) => $"""
        (SELECT {Said("e.value", member)} FROM json_each({body}, '$.{list}') e WHERE trim({Said("e.value", member)}) <> ''
            ORDER BY coalesce({Said("e.value", nameof(EmailAddress.IsPrimary))}, 0) DESC, e.key LIMIT 1)
        """;

    internal static string Email(string body) => Preferred(body, nameof(Contact.Emails), nameof(EmailAddress.Email));

    internal static string Phone(string body) => Preferred(body, nameof(Contact.PhoneNumbers), nameof(PhoneNumber.Number));

    /// <summary>What a column of a view is called that shows a record's property.</summary>
    internal static string Column<T>(Records.Field<T> field) => new MirroredField<T>(field).Column;
}
