namespace Spott.Records;

/// <summary>How contacts, their addresses and numbers read as text; the same for live and deserialized ones.</summary>
internal static class ContactText
{
    /// <summary><c>jane@example.com (work, primary)</c>.</summary>
    internal static string Entry(string? value, string? purpose, bool? isPrimary)
    {
        string? remark = isPrimary == true ? (purpose is null ? "primary" : purpose + ", primary") : purpose;
        return remark is null ? value ?? string.Empty : $"{value} ({remark})";
    }

    /// <summary><c>Jane Doe &lt;jane@example.com&gt;</c>, or what there is of it, else the identifier.</summary>
    internal static string Person(string? fullName, string? email, string? id) => (fullName, email) switch
    {
        (null, null) => id ?? string.Empty,
        (null, string address) => address,
        (string name, null) => name,
        (string name, string address) => $"{name} <{address}>",
    };
}
