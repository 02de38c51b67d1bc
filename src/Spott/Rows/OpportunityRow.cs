namespace Spott;

/// <summary>
/// The columns of a row of an opportunity; those that begin with <c>Contact</c> are there with <c>-ExpandClientTeam</c>, so that Tab completes them behind <c>ConvertTo-SpottRow</c>. No object is of this type: a row
/// is a custom object with these properties, as exports want it.
/// </summary>
public abstract class OpportunityRow
{
    private protected OpportunityRow()
    {
    }

    /// <summary>The opportunity's id.</summary>
    public string? Id => null;

    /// <summary>The opportunity's name.</summary>
    public string? Name => null;

    /// <summary>The opportunity's description.</summary>
    public string? Description => null;

    /// <summary>The opportunity's stage id.</summary>
    public string? StageId => null;

    /// <summary>The opportunity's stage name.</summary>
    public string? StageName => null;

    /// <summary>The stage's place in the order of stages.</summary>
    public decimal? StageOrder => null;

    /// <summary>Whether the stage counts as open.</summary>
    public bool? StageIsOpen => null;

    /// <summary>The opportunity's company id.</summary>
    public string? CompanyId => null;

    /// <summary>The opportunity's company name.</summary>
    public string? CompanyName => null;

    /// <summary>The opportunity's owner id.</summary>
    public string? OwnerId => null;

    /// <summary>The opportunity's owner name.</summary>
    public string? OwnerName => null;

    /// <summary>The address of the owner's picture.</summary>
    public string? OwnerAvatarUrl => null;

    /// <summary>When the owner left, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? OwnerDeactivatedAt => null;

    /// <summary>The close date, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? CloseDate => null;

    /// <summary>When it was created, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? CreatedAt => null;

    /// <summary>The next task's id.</summary>
    public string? NextTaskId => null;

    /// <summary>What the next task is.</summary>
    public string? NextTaskContent => null;

    /// <summary>When the next task is due, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? NextTaskDueDate => null;

    /// <summary>The contacts as JSON.</summary>
    public string? ClientTeam => null;

    /// <summary>Fields that the module does not know, as JSON.</summary>
    public string? AdditionalProperties => null;

    /// <summary>The contact's id.</summary>
    public string? ContactId => null;

    /// <summary>The contact's first name.</summary>
    public string? ContactFirstName => null;

    /// <summary>The contact's middle name.</summary>
    public string? ContactMiddleName => null;

    /// <summary>The contact's last name.</summary>
    public string? ContactLastName => null;

    /// <summary>The contact's second last name.</summary>
    public string? ContactSecondLastName => null;

    /// <summary>The contact's full name.</summary>
    public string? ContactFullName => null;

    /// <summary>The contact's job title.</summary>
    public string? ContactJobTitle => null;

    /// <summary>The contact's department.</summary>
    public string? ContactDepartment => null;

    /// <summary>The contact's candidate id.</summary>
    public string? ContactCandidateId => null;

    /// <summary>The contact's company id.</summary>
    public string? ContactCompanyId => null;

    /// <summary>The contact's company name.</summary>
    public string? ContactCompanyName => null;

    /// <summary>The address of the company's logo.</summary>
    public string? ContactCompanyLogoUrl => null;

    /// <summary>The address of the contact's picture.</summary>
    public string? ContactAvatarUrl => null;

    /// <summary>The primary e-mail address, else the first.</summary>
    public string? ContactEmail => null;

    /// <summary>The primary telephone number, else the first.</summary>
    public string? ContactPhone => null;

    /// <summary>All e-mail addresses, as JSON.</summary>
    public string? ContactEmails => null;

    /// <summary>All telephone numbers, as JSON.</summary>
    public string? ContactPhoneNumbers => null;

    /// <summary>Fields of the contact that the module does not know, as JSON.</summary>
    public string? ContactAdditionalProperties => null;
}
