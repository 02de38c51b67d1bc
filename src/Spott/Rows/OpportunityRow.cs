namespace Spott;

/// <summary>
/// The columns of a row of an opportunity; those that begin with <c>Contact</c> are there with
/// <c>-ExpandClientTeam</c>. They are here so that Tab completes them behind <c>ConvertTo-SpottRow</c>. No object is of this type: a row
/// is a custom object with these properties, as exports want it.
/// </summary>
public abstract class OpportunityRow
{
    private protected OpportunityRow()
    {
    }

    /// <summary>The opportunity's id.</summary>
    public string? Id { get; }

    /// <summary>The opportunity's name.</summary>
    public string? Name { get; }

    /// <summary>The opportunity's description.</summary>
    public string? Description { get; }

    /// <summary>The opportunity's stage id.</summary>
    public string? StageId { get; }

    /// <summary>The opportunity's stage name.</summary>
    public string? StageName { get; }

    /// <summary>The stage's place in the order of stages.</summary>
    public decimal? StageOrder { get; }

    /// <summary>Whether the stage counts as open.</summary>
    public bool? StageIsOpen { get; }

    /// <summary>The opportunity's company id.</summary>
    public string? CompanyId { get; }

    /// <summary>The opportunity's company name.</summary>
    public string? CompanyName { get; }

    /// <summary>The opportunity's owner id.</summary>
    public string? OwnerId { get; }

    /// <summary>The opportunity's owner name.</summary>
    public string? OwnerName { get; }

    /// <summary>The address of the owner's picture.</summary>
    public string? OwnerAvatarUrl { get; }

    /// <summary>When the owner left, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? OwnerDeactivatedAt { get; }

    /// <summary>The close date, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? CloseDate { get; }

    /// <summary>When it was created, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? CreatedAt { get; }

    /// <summary>The next task's id.</summary>
    public string? NextTaskId { get; }

    /// <summary>What the next task is.</summary>
    public string? NextTaskContent { get; }

    /// <summary>When the next task is due, UTC, <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    public string? NextTaskDueDate { get; }

    /// <summary>The contacts as text.</summary>
    public string? ClientTeam { get; }

    /// <summary>Fields that the module does not know, as JSON.</summary>
    public string? AdditionalProperties { get; }

    /// <summary>The contact's id.</summary>
    public string? ContactId { get; }

    /// <summary>The contact's first name.</summary>
    public string? ContactFirstName { get; }

    /// <summary>The contact's middle name.</summary>
    public string? ContactMiddleName { get; }

    /// <summary>The contact's last name.</summary>
    public string? ContactLastName { get; }

    /// <summary>The contact's second last name.</summary>
    public string? ContactSecondLastName { get; }

    /// <summary>The contact's full name.</summary>
    public string? ContactFullName { get; }

    /// <summary>The contact's job title.</summary>
    public string? ContactJobTitle { get; }

    /// <summary>The contact's department.</summary>
    public string? ContactDepartment { get; }

    /// <summary>The contact's candidate id.</summary>
    public string? ContactCandidateId { get; }

    /// <summary>The contact's company id.</summary>
    public string? ContactCompanyId { get; }

    /// <summary>The contact's company name.</summary>
    public string? ContactCompanyName { get; }

    /// <summary>The address of the company's logo.</summary>
    public string? ContactCompanyLogoUrl { get; }

    /// <summary>The address of the contact's picture.</summary>
    public string? ContactAvatarUrl { get; }

    /// <summary>The primary e-mail address, else the first.</summary>
    public string? ContactEmail { get; }

    /// <summary>The primary telephone number, else the first.</summary>
    public string? ContactPhone { get; }

    /// <summary>All e-mail addresses, as text.</summary>
    public string? ContactEmails { get; }

    /// <summary>All telephone numbers, as text.</summary>
    public string? ContactPhoneNumbers { get; }

    /// <summary>Fields of the contact that the module does not know, as JSON.</summary>
    public string? ContactAdditionalProperties { get; }
}
