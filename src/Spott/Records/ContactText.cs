using System;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>The texts with <c>"; "</c> between, without those that are empty.</summary>
    internal static string Joined(IEnumerable<string?> texts) => string.Join("; ", texts.Where(text => !IsBlank(text)));

    /// <summary>The value of the entry to use: the primary one, else the first, of those that have a value.</summary>
    internal static string? Preferred<T>(IEnumerable<T> entries, Func<T, string?> value, Func<T, bool?> isPrimary)
    {
        List<T> usable = entries.Where(entry => !IsBlank(value(entry))).ToList();
        return usable.Where(entry => isPrimary(entry) == true).Concat(usable).Select(value).FirstOrDefault();
    }

    private static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);
}
