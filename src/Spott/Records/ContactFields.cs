using System.Collections.Generic;
using Field = Spott.Records.Field<Spott.Contact>;

namespace Spott.Records;

/// <summary>The fields of a contact in the order of its properties, each once.</summary>
internal static class ContactFields
{
    internal static readonly IReadOnlyList<Field> All = new[]
    {
        Field.JoinText(nameof(Contact.OpportunityId)),
        Field.JoinText(nameof(Contact.OpportunityName)),
        Field.Text("id", nameof(Contact.Id)),
        Field.Text("firstName", nameof(Contact.FirstName)),
        Field.Text("middleName", nameof(Contact.MiddleName)),
        Field.Text("lastName", nameof(Contact.LastName)),
        Field.Text("secondLastName", nameof(Contact.SecondLastName)),
        Field.MadeText(nameof(Contact.FullName)),
        Field.CommonText("jobTitle", nameof(Contact.JobTitle)),
        Field.CommonText("department", nameof(Contact.Department)),
        Field.Text("candidateId", nameof(Contact.CandidateId)),
        Field.CommonText("companyId", nameof(Contact.CompanyId)),
        Field.CommonText("companyName", nameof(Contact.CompanyName)),
        Field.CommonText("companyLogoUrl", nameof(Contact.CompanyLogoUrl)),
        Field.Text("avatarUrl", nameof(Contact.AvatarUrl)),
        Field.MadeText(nameof(Contact.Email)),
        Field.MadeText(nameof(Contact.Phone)),
        Field.List<EmailAddress>("emails", nameof(Contact.Emails), FieldKind.Emails),
        Field.List<PhoneNumber>("phoneNumbers", nameof(Contact.PhoneNumbers), FieldKind.PhoneNumbers),
        Field.Others(nameof(Contact.AdditionalProperties)),
    };
}
