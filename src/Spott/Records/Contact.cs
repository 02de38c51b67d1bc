using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Spott.Records;

namespace Spott;

/// <summary>A person of the client's team. A field that the server leaves out or sends as null is <see langword="null"/>.</summary>
[SuppressMessage(
    "Design", "CA1036", Justification = "PowerShell compares by the interface; the operators would tell a C# caller that ids have an "
    + "order.")]
public sealed class Contact : IRecord, IComparable
{
    private JsonDictionary? _additionalProperties;

    internal Contact()
    {
    }

    /// <summary>The opportunity that this row belongs to, to join it back.</summary>
    public string? OpportunityId { get; internal set; }

    /// <summary>Title of the opportunity that this row belongs to.</summary>
    public string? OpportunityName { get; internal set; }

    /// <summary>The server's identifier of the contact.</summary>
    public string? Id { get; internal set; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; internal set; }

    /// <summary>Middle name.</summary>
    public string? MiddleName { get; internal set; }

    /// <summary>Family name.</summary>
    public string? LastName { get; internal set; }

    /// <summary>Second family name, as used in Spanish.</summary>
    public string? SecondLastName { get; internal set; }

    /// <summary>All parts of the name that there are, joined by spaces; null when there is none.</summary>
    public string? FullName
    {
        get
        {
            string joined = string.Join(
                " ", new[] { FirstName, MiddleName, LastName, SecondLastName }.Where(part => !string.IsNullOrWhiteSpace(part)));
            return joined.Length == 0 ? null : joined;
        }
    }

    /// <summary>The person's position.</summary>
    public string? JobTitle { get; internal set; }

    /// <summary>The person's department.</summary>
    public string? Department { get; internal set; }

    /// <summary>Identifier of the same person as a candidate.</summary>
    public string? CandidateId { get; internal set; }

    /// <summary>Identifier of the company that the person works for.</summary>
    public string? CompanyId { get; internal set; }

    /// <summary>Name of the company that the person works for.</summary>
    public string? CompanyName { get; internal set; }

    /// <summary>Address of that company's logo.</summary>
    public string? CompanyLogoUrl { get; internal set; }

    /// <summary>Address of the person's picture.</summary>
    public string? AvatarUrl { get; internal set; }

    /// <summary>The primary e-mail address, else the first, of those that are not empty; null when there is none.</summary>
    public string? Email => ContactText.Preferred(Emails, static entry => entry.Email, static entry => entry.IsPrimary);

    /// <summary>The primary phone number, else the first, of those that are not empty; null when there is none.</summary>
    public string? Phone => ContactText.Preferred(PhoneNumbers, static entry => entry.Number, static entry => entry.IsPrimary);

    /// <summary>All e-mail addresses in the server's order; empty when there are none.</summary>
    public ValueList<EmailAddress> Emails { get; internal set; } = ValueList<EmailAddress>.None;

    /// <summary>All phone numbers in the server's order; empty when there are none.</summary>
    public ValueList<PhoneNumber> PhoneNumbers { get; internal set; } = ValueList<PhoneNumber>.None;

    /// <summary>What the server sent beyond the properties above; see <see cref="Opportunity.AdditionalProperties"/>.</summary>
    public JsonDictionary AdditionalProperties
    {
        get => _additionalProperties ??= new JsonDictionary();
        internal set => _additionalProperties = value;
    }

    /// <summary><c>Jane Doe &lt;jane@example.com&gt;</c>, or what there is of it, else the identifier.</summary>
    public override string ToString() => ContactText.Person(FullName, Email, Id);

    /// <summary>
    /// By <see cref="Id"/>, so that no command takes two people of one name for one; those without an identifier by what they belong to and
    /// their text.
    /// </summary>
    /// <exception cref="ArgumentException">The other is no contact.</exception>
    public int CompareTo(object? obj)
    {
        if (obj is null)
            return 1;
        Contact other = obj as Contact ?? throw new ArgumentException("A contact can only be compared with another one.", nameof(obj));
        int order = string.CompareOrdinal(Id, other.Id);
        if (order != 0 || Id is not null)
            return order;
        order = string.CompareOrdinal(OpportunityId, other.OpportunityId);
        return order != 0 ? order : string.CompareOrdinal(ToString(), other.ToString());
    }

    /// <summary>Whether the other is the same person, whatever else it says.</summary>
    public override bool Equals(object? obj) => obj is Contact other && CompareTo(other) == 0;

    /// <summary>Of what <see cref="Equals(object)"/> looks at.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id ?? OpportunityId + ToString());
}
