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
    public string? OpportunityId => null;

    /// <summary>The opportunity's name.</summary>
    public string? OpportunityName => null;

    /// <summary>The contact's id.</summary>
    public string? Id => null;

    /// <summary>The contact's first name.</summary>
    public string? FirstName => null;

    /// <summary>The contact's middle name.</summary>
    public string? MiddleName => null;

    /// <summary>The contact's last name.</summary>
    public string? LastName => null;

    /// <summary>The contact's second last name.</summary>
    public string? SecondLastName => null;

    /// <summary>The contact's full name.</summary>
    public string? FullName => null;

    /// <summary>The contact's job title.</summary>
    public string? JobTitle => null;

    /// <summary>The contact's department.</summary>
    public string? Department => null;

    /// <summary>The contact's candidate id.</summary>
    public string? CandidateId => null;

    /// <summary>The contact's company id.</summary>
    public string? CompanyId => null;

    /// <summary>The contact's company name.</summary>
    public string? CompanyName => null;

    /// <summary>The address of the company's logo.</summary>
    public string? CompanyLogoUrl => null;

    /// <summary>The address of the contact's picture.</summary>
    public string? AvatarUrl => null;

    /// <summary>The primary e-mail address, else the first.</summary>
    public string? Email => null;

    /// <summary>The primary telephone number, else the first.</summary>
    public string? Phone => null;

    /// <summary>All e-mail addresses, as JSON.</summary>
    public string? Emails => null;

    /// <summary>All telephone numbers, as JSON.</summary>
    public string? PhoneNumbers => null;

    /// <summary>Fields of the contact that the module does not know, as JSON.</summary>
    public string? AdditionalProperties => null;
}
