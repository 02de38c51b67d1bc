using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Engine.Json;

namespace Spott.Engine.Opportunities;

/// <summary>Reads one person of a client team straight into a <see cref="Contact"/>.</summary>
internal sealed class ContactReader
{
    private readonly FieldReader _fields;

    internal ContactReader(FieldReader fields) => _fields = fields;

    /// <param name="reader">Stands on the contact's start; afterwards on its end.</param>
    [MethodImpl(HotPath.Options)]
    internal Contact Read(ref Utf8JsonReader reader)
    {
        _fields.Budget.Take();
        Contact contact = new();
        FieldOwner owner = new(contact);
        while (FieldReader.Next(ref reader))
        {
            if (JsonStrings.Is(ref reader, "id"u8))
                contact.Id = _fields.Text(ref reader, "id", owner);
            else if (JsonStrings.Is(ref reader, "firstName"u8))
                contact.FirstName = _fields.Text(ref reader, "firstName", owner);
            else if (JsonStrings.Is(ref reader, "middleName"u8))
                contact.MiddleName = _fields.Text(ref reader, "middleName", owner);
            else if (JsonStrings.Is(ref reader, "lastName"u8))
                contact.LastName = _fields.Text(ref reader, "lastName", owner);
            else if (JsonStrings.Is(ref reader, "secondLastName"u8))
                contact.SecondLastName = _fields.Text(ref reader, "secondLastName", owner);
            else if (JsonStrings.Is(ref reader, "jobTitle"u8))
                contact.JobTitle = _fields.SharedText(ref reader, "jobTitle", owner);
            else if (JsonStrings.Is(ref reader, "department"u8))
                contact.Department = _fields.SharedText(ref reader, "department", owner);
            else if (JsonStrings.Is(ref reader, "candidateId"u8))
                contact.CandidateId = _fields.Text(ref reader, "candidateId", owner);
            else if (JsonStrings.Is(ref reader, "companyId"u8))
                contact.CompanyId = _fields.SharedText(ref reader, "companyId", owner);
            else if (JsonStrings.Is(ref reader, "companyName"u8))
                contact.CompanyName = _fields.SharedText(ref reader, "companyName", owner);
            else if (JsonStrings.Is(ref reader, "companyLogoUrl"u8))
                contact.CompanyLogoUrl = _fields.SharedText(ref reader, "companyLogoUrl", owner);
            else if (JsonStrings.Is(ref reader, "avatarUrl"u8))
                contact.AvatarUrl = _fields.Text(ref reader, "avatarUrl", owner);
            else if (JsonStrings.Is(ref reader, "emails"u8))
                contact.Emails = ReadEmails(ref reader, contact, owner);
            else if (JsonStrings.Is(ref reader, "phoneNumbers"u8))
                contact.PhoneNumbers = ReadPhoneNumbers(ref reader, contact, owner);
            else
                _fields.Keep(ref reader, string.Empty, default, owner);
        }

        return contact;
    }

    private ValueList<EmailAddress> ReadEmails(ref Utf8JsonReader reader, Contact contact, in FieldOwner owner)
    {
        if (!_fields.EnterList(ref reader, "emails", owner))
            return ValueList<EmailAddress>.None;

        List<EmailAddress> emails = new(1);
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                if (reader.TokenType != JsonTokenType.Null)
                    _fields.KeepElement(ref reader, "emails", index, owner);
                continue;
            }

            _fields.Budget.Take();
            EmailAddress entry = new();
            FieldOwner entryOwner = new(contact, "emails", index);
            while (FieldReader.Next(ref reader))
            {
                if (JsonStrings.Is(ref reader, "purpose"u8))
                    entry.Purpose = _fields.SharedText(ref reader, "purpose", entryOwner);
                else if (JsonStrings.Is(ref reader, "email"u8))
                    entry.Email = _fields.Text(ref reader, "email", entryOwner);
                else if (JsonStrings.Is(ref reader, "isPrimary"u8))
                    entry.IsPrimary = _fields.Flag(ref reader, "isPrimary", entryOwner);
                else
                    _fields.Keep(ref reader, string.Empty, default, entryOwner);
            }

            emails.Add(entry);
        }

        return new ValueList<EmailAddress>(emails);
    }

    private ValueList<PhoneNumber> ReadPhoneNumbers(ref Utf8JsonReader reader, Contact contact, in FieldOwner owner)
    {
        if (!_fields.EnterList(ref reader, "phoneNumbers", owner))
            return ValueList<PhoneNumber>.None;

        List<PhoneNumber> numbers = new(1);
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                if (reader.TokenType != JsonTokenType.Null)
                    _fields.KeepElement(ref reader, "phoneNumbers", index, owner);
                continue;
            }

            _fields.Budget.Take();
            PhoneNumber entry = new();
            FieldOwner entryOwner = new(contact, "phoneNumbers", index);
            while (FieldReader.Next(ref reader))
            {
                if (JsonStrings.Is(ref reader, "purpose"u8))
                    entry.Purpose = _fields.SharedText(ref reader, "purpose", entryOwner);
                else if (JsonStrings.Is(ref reader, "phoneNumber"u8))
                    entry.Number = _fields.Text(ref reader, "phoneNumber", entryOwner);
                else if (JsonStrings.Is(ref reader, "isPrimary"u8))
                    entry.IsPrimary = _fields.Flag(ref reader, "isPrimary", entryOwner);
                else
                    _fields.Keep(ref reader, string.Empty, default, entryOwner);
            }

            numbers.Add(entry);
        }

        return new ValueList<PhoneNumber>(numbers);
    }
}
