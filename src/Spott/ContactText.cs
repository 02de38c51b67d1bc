namespace Spott;

/// <summary>How an address or number with its purpose reads as text; the same for live and deserialized contacts.</summary>
internal static class ContactText
{
    internal static string Entry(string? value, string? purpose, bool? isPrimary)
    {
        string? remark = isPrimary == true ? (purpose is null ? "primary" : purpose + ", primary") : purpose;
        return remark is null ? value ?? string.Empty : $"{value} ({remark})";
    }
}
