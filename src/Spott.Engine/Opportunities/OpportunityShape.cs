using Spott.Engine.Json;
using Spott.Records;

namespace Spott.Engine.Opportunities;

/// <summary>The shape of a page's items, made of the tables of what they become.</summary>
internal static class OpportunityShape
{
    private const string Team = "clientTeam.clientTeam[].";

    internal static readonly ObjectShape<Opportunity> Item = new ShapeBuilder<Opportunity>(
        list: field => new ListShape<Opportunity, Contact>(field, Contact, static () => new Contact()))
    {
        ViewTypePrefix = OpportunityFields.ViewTypePrefix,
    }.Build(OpportunityFields.All);

    private static ObjectShape<Contact> Contact => new ShapeBuilder<Contact>(Team, ListOfContact).Build(ContactFields.All);

    private static ListShape<Contact> ListOfContact(Field<Contact> field) => field.Kind == FieldKind.Emails
        ? new ListShape<Contact, EmailAddress>(
            field, new ShapeBuilder<EmailAddress>(Team + field.Path + "[].").Build(EmailAddressFields.All), static () => new EmailAddress())
        : new ListShape<Contact, PhoneNumber>(
            field, new ShapeBuilder<PhoneNumber>(Team + field.Path + "[].").Build(PhoneNumberFields.All), static () => new PhoneNumber());
}
