using Spott.Records;

namespace Spott;

/// <summary>One phone number of a contact.</summary>
public sealed class PhoneNumber
{
    internal PhoneNumber()
    {
    }

    /// <summary>What it is used for, such as <c>personal</c> or <c>work</c>.</summary>
    public string? Purpose { get; internal set; }

    /// <summary>The number itself, as the server has it (the API's field <c>phoneNumber</c>).</summary>
    public string? Number { get; internal set; }

    /// <summary>Whether it is the one to use first.</summary>
    public bool? IsPrimary { get; internal set; }

    /// <summary><c>+44 20 7946 0000 (work, primary)</c>.</summary>
    public override string ToString() => ContactText.Entry(Number, Purpose, IsPrimary);
}
