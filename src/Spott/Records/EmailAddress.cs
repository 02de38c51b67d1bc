using Spott.Records;

namespace Spott;

/// <summary>One e-mail address of a contact.</summary>
public sealed class EmailAddress
{
    internal EmailAddress()
    {
    }

    /// <summary>What it is used for, such as <c>personal</c> or <c>work</c>.</summary>
    public string? Purpose { get; internal set; }

    /// <summary>The address itself.</summary>
    public string? Email { get; internal set; }

    /// <summary>Whether it is the one to use first.</summary>
    public bool? IsPrimary { get; internal set; }

    /// <summary><c>jane@example.com (work, primary)</c>.</summary>
    public override string ToString() => ContactText.Entry(Email, Purpose, IsPrimary);
}
