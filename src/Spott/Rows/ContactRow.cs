namespace Spott;

/// <summary>
/// The columns of a row of a contact, so that Tab completes them behind <c>ConvertTo-SpottRow</c>. No object is of this type: a row
/// is a custom object with these properties, as exports want it.
/// </summary>
public abstract class ContactRow
{
    private protected ContactRow()
    {
    }

    /// <summary>The opportunity's id.</summary>
    public string? OpportunityId { get; }

    /// <summary>The opportunity's name.</summary>
    public string? OpportunityName { get; }

    /// <summary>The contact's id.</summary>
    public string? Id { get; }

    /// <summary>The contact's first name.</summary>
    public string? FirstName { get; }

    /// <summary>The contact's middle name.</summary>
    public string? MiddleName { get; }

    /// <summary>The contact's last name.</summary>
    public string? LastName { get; }

    /// <summary>The contact's second last name.</summary>
    public string? SecondLastName { get; }

    /// <summary>The contact's full name.</summary>
    public string? FullName { get; }

    /// <summary>The contact's job title.</summary>
    public string? JobTitle { get; }

    /// <summary>The contact's department.</summary>
    public string? Department { get; }

    /// <summary>The contact's candidate id.</summary>
    public string? CandidateId { get; }

    /// <summary>The contact's company id.</summary>
    public string? CompanyId { get; }

    /// <summary>The contact's company name.</summary>
    public string? CompanyName { get; }

    /// <summary>The address of the company's logo.</summary>
    public string? CompanyLogoUrl { get; }

    /// <summary>The address of the contact's picture.</summary>
    public string? AvatarUrl { get; }

    /// <summary>The primary e-mail address, else the first.</summary>
    public string? Email { get; }

    /// <summary>The primary telephone number, else the first.</summary>
    public string? Phone { get; }

    /// <summary>All e-mail addresses, as text.</summary>
    public string? Emails { get; }

    /// <summary>All telephone numbers, as text.</summary>
    public string? PhoneNumbers { get; }

    /// <summary>Fields of the contact that the module does not know, as JSON.</summary>
    public string? AdditionalProperties { get; }
}
