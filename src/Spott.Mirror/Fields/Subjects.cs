using System;
using System.Collections.Generic;
using System.Linq;

namespace Spott.Mirror.Fields;

/// <summary>The things that opportunities name.</summary>
internal static class Subjects
{
    internal static readonly Subject<Opportunity> Stage = new(
        ChangeSubject.Stage,
        static item => item.StageId,
        static (item, id) => item.StageId = id,
        new("Name", FieldKind.Text, static item => item.StageName, static (item, value) => item.StageName = (string?)value),
        new("Order", FieldKind.Number, static item => item.StageOrder, static (item, value) => item.StageOrder = (decimal?)value),
        new("IsOpen", FieldKind.Flag, static item => item.StageIsOpen, static (item, value) => item.StageIsOpen = (bool?)value));

    internal static readonly Subject<Opportunity> Company = new(
        ChangeSubject.Company,
        static item => item.CompanyId,
        static (item, id) => item.CompanyId = id,
        new Field<Opportunity>("Name", FieldKind.Text, static item => item.CompanyName, static (item, value) => item.CompanyName = (string?)value));

    internal static readonly Subject<Opportunity> Owner = new(
        ChangeSubject.Owner,
        static item => item.OwnerId,
        static (item, id) => item.OwnerId = id,
        new("Name", FieldKind.Text, static item => item.OwnerName, static (item, value) => item.OwnerName = (string?)value),
        new("AvatarUrl", FieldKind.Text, static item => item.OwnerAvatarUrl, static (item, value) => item.OwnerAvatarUrl = (string?)value),
        new("DeactivatedAt", FieldKind.Moment, static item => item.OwnerDeactivatedAt, static (item, value) => item.OwnerDeactivatedAt = (DateTime?)value));

    /// <summary>Its company's name and logo are its own: they may differ from what the opportunity says of a company.</summary>
    internal static readonly Subject<Contact> Contact = new(
        ChangeSubject.Contact,
        static person => person.Id,
        static (person, id) => person.Id = id,
        Text(nameof(Spott.Contact.FirstName), static person => person.FirstName, static (person, text) => person.FirstName = text),
        Text(nameof(Spott.Contact.MiddleName), static person => person.MiddleName, static (person, text) => person.MiddleName = text),
        Text(nameof(Spott.Contact.LastName), static person => person.LastName, static (person, text) => person.LastName = text),
        Text(nameof(Spott.Contact.SecondLastName), static person => person.SecondLastName, static (person, text) => person.SecondLastName = text),
        Text(nameof(Spott.Contact.JobTitle), static person => person.JobTitle, static (person, text) => person.JobTitle = text),
        Text(nameof(Spott.Contact.Department), static person => person.Department, static (person, text) => person.Department = text),
        Text(nameof(Spott.Contact.CandidateId), static person => person.CandidateId, static (person, text) => person.CandidateId = text),
        Text(nameof(Spott.Contact.CompanyId), static person => person.CompanyId, static (person, text) => person.CompanyId = text),
        Text(nameof(Spott.Contact.CompanyName), static person => person.CompanyName, static (person, text) => person.CompanyName = text),
        Text(nameof(Spott.Contact.CompanyLogoUrl), static person => person.CompanyLogoUrl, static (person, text) => person.CompanyLogoUrl = text),
        Text(nameof(Spott.Contact.AvatarUrl), static person => person.AvatarUrl, static (person, text) => person.AvatarUrl = text),
        new(
            nameof(Spott.Contact.Emails),
            FieldKind.Emails,
            static person => person.Emails.Count == 0 ? null : person.Emails,
            static (person, value) => person.Emails = (ValueList<EmailAddress>?)value ?? ValueList<EmailAddress>.None),
        new(
            nameof(Spott.Contact.PhoneNumbers),
            FieldKind.PhoneNumbers,
            static person => person.PhoneNumbers.Count == 0 ? null : person.PhoneNumbers,
            static (person, value) => person.PhoneNumbers = (ValueList<PhoneNumber>?)value ?? ValueList<PhoneNumber>.None),
        new(
            OpportunityFields.AdditionalProperties,
            FieldKind.Json,
            static person => person.AdditionalProperties.Count == 0 ? null : person.AdditionalProperties,
            static (person, value) => StoredJson.CopyInto(person.AdditionalProperties, (JsonDictionary?)value)));

    /// <summary>Those that an opportunity names once; each is a pair of columns.</summary>
    internal static readonly IReadOnlyList<Subject<Opportunity>> OfOpportunity = new[] { Stage, Company, Owner };

    /// <summary>A subject's column in an opportunity's row.</summary>
    internal static string Column(Subject<Opportunity> subject) => subject.Kind switch
    {
        ChangeSubject.Stage => "stage",
        ChangeSubject.Company => "company",
        _ => "owner",
    };

    /// <summary>How a property of a change is kept; its path's values, where it is one of the additional properties.</summary>
    internal static FieldKind KindOf(ChangeSubject subject, string property)
    {
        if (property.StartsWith(OpportunityFields.AdditionalProperties, StringComparison.Ordinal))
            return FieldKind.Json;
        return subject switch
        {
            ChangeSubject.Opportunity when property == nameof(Opportunity.ClientTeam) => FieldKind.Team,
            ChangeSubject.Opportunity => KindOfOpportunity(property),
            ChangeSubject.Contact => Contact.Fields.First(field => field.Name == property).Kind,
            _ => OfOpportunity.First(its => its.Kind == subject).Fields.First(field => field.Name == property).Kind,
        };
    }

    private static FieldKind KindOfOpportunity(string property)
    {
        if (OpportunityFields.All.FirstOrDefault(field => field.Name == property) is { } own)
            return own.Kind;
        return OfOpportunity.SelectMany(subject => subject.Fields, (subject, field) => (Name: subject.Kind + field.Name, field.Kind))
            .FirstOrDefault(field => field.Name == property).Kind;
    }

    private static Field<Contact> Text(string name, Func<Contact, string?> get, Action<Contact, string?> set) =>
        new(name, FieldKind.Text, get, (person, value) => set(person, (string?)value));
}
