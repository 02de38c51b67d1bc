using System;
using System.Collections.Generic;
using System.Text;

namespace Spott.Records;

/// <summary>How contacts, their addresses and numbers read as text; the same for live and deserialized ones.</summary>
internal static class ContactText
{
    /// <summary><c>jane@example.com (work, primary)</c>; empty for an entry without a value.</summary>
    internal static string Entry(string? value, string? purpose, bool? isPrimary)
    {
        if (IsBlank(value))
            return string.Empty;
        string primary = isPrimary == true ? "primary" : string.Empty;
        string remark = IsBlank(purpose) ? primary : primary.Length == 0 ? purpose! : purpose + ", " + primary;
        return remark.Length == 0 ? value! : $"{value} ({remark})";
    }

    /// <summary>
    /// <c>Jane Doe &lt;jane@example.com&gt;</c>, or what there is of it, else the identifier; empty when there is none of them.
    /// </summary>
    internal static string Person(string? fullName, string? email, string? id) => (IsBlank(fullName), IsBlank(email)) switch
    {
        (true, true) => IsBlank(id) ? string.Empty : id!,
        (true, false) => email!,
        (false, true) => fullName!,
        _ => $"{fullName} <{email}>",
    };

    /// <summary>The texts of the elements with <c>"; "</c> between, without those that are empty.</summary>
    internal static string Joined<T>(IEnumerable<T> elements)
    {
        // No LINQ here and below: a CSV asks this for every contact of every record.
        StringBuilder? several = null;
        string joined = string.Empty;
        foreach (T element in elements)
        {
            string? text = element?.ToString();
            if (IsBlank(text))
                continue;
            if (joined.Length == 0)
                joined = text!;
            else
                (several ??= new StringBuilder(joined)).Append("; ").Append(text);
        }
        return several?.ToString() ?? joined;
    }

    /// <summary>The value of the entry to use: the primary one, else the first, of those that have a value.</summary>
    internal static string? Preferred<T>(IReadOnlyList<T> entries, Func<T, string?> value, Func<T, bool?> isPrimary)
    {
        string? first = null;
        for (int i = 0; i < entries.Count; i++)
        {
            string? text = value(entries[i]);
            if (IsBlank(text))
                continue;
            if (isPrimary(entries[i]) == true)
                return text;
            first ??= text;
        }
        return first;
    }

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);
}
