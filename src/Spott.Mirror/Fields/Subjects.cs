using System;
using System.Collections.Generic;
using System.Linq;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>The things that opportunities name.</summary>
internal static class Subjects
{
    internal static readonly Subject<Opportunity> Stage = OfOpportunityFields(ChangeSubject.Stage);

    internal static readonly Subject<Opportunity> Company = OfOpportunityFields(ChangeSubject.Company);

    internal static readonly Subject<Opportunity> Owner = OfOpportunityFields(ChangeSubject.Owner);

    /// <summary>Its company's name and logo are its own: they may differ from what the opportunity says of a company.</summary>
    internal static readonly Subject<Contact> Contact = new(
        ChangeSubject.Contact,
        static person => person.Id,
        static (person, id) => person.Id = id,
        ContactFields.All
            .Where(field => field.Property != nameof(Spott.Contact.Id) && (field.Path is not null || field.Kind == FieldKind.Json))
            .Select(field => new MirroredField<Contact>(field))
            .ToArray());

    /// <summary>What the server sent beyond a contact's properties; its paths are remembered.</summary>
    internal static readonly MirroredField<Contact> ContactAdditionalProperties =
        Contact.Fields.Single(field => field.Kind == FieldKind.Json);

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
        if (property.StartsWith(OwnFields.AdditionalProperties, StringComparison.Ordinal))
            return FieldKind.Json;
        return subject switch
        {
            ChangeSubject.Opportunity => OpportunityFields.All.First(field => field.Property == property).Kind,
            ChangeSubject.Contact => Contact.Fields.First(field => field.Name == property).Kind,
            _ => OfOpportunity.First(its => its.Kind == subject).Fields.First(field => field.Name == property).Kind,
        };
    }

    /// <summary>Whether a property of an opportunity says something of one of them.</summary>
    internal static bool HaveField(string property) =>
        OfOpportunity.Any(subject => property.StartsWith(subject.Kind.ToString(), StringComparison.Ordinal));

    // Their properties begin with the subject's name.
    private static Subject<Opportunity> OfOpportunityFields(ChangeSubject kind)
    {
        string name = kind.ToString();
        Field<Opportunity> id = OpportunityFields.All.First(field => field.Property == name + "Id");
        return new Subject<Opportunity>(
            kind,
            item => (string?)id.Get(item),
            (item, value) => id.Set(item, value),
            OpportunityFields.All
                .Where(field => field != id && field.Property.StartsWith(name, StringComparison.Ordinal))
                .Select(field => new MirroredField<Opportunity>(field, name))
                .ToArray());
    }
}
