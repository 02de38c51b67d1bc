using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spott.Records;

namespace Spott.Mirror.Fields;

/// <summary>A contact's addresses and numbers as JSON.</summary>
internal static class ContactEntries
{
    internal static void Write(Utf8JsonWriter writer, ValueList<EmailAddress> emails)
    {
        writer.WriteStartArray();
        foreach (EmailAddress entry in emails)
            WriteEntry(writer, "Email", entry.Email, entry.Purpose, entry.IsPrimary);
        writer.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter writer, ValueList<PhoneNumber> numbers)
    {
        writer.WriteStartArray();
        foreach (PhoneNumber entry in numbers)
            WriteEntry(writer, "Number", entry.Number, entry.Purpose, entry.IsPrimary);
        writer.WriteEndArray();
    }

    internal static ValueList<EmailAddress> ReadEmails(ref Utf8JsonReader reader)
    {
        List<EmailAddress> emails = new(1);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            (string? value, string? purpose, bool? isPrimary) = ReadEntry(ref reader);
            emails.Add(new EmailAddress { Email = value, Purpose = purpose, IsPrimary = isPrimary });
        }

        return new ValueList<EmailAddress>(emails);
    }

    internal static ValueList<PhoneNumber> ReadPhoneNumbers(ref Utf8JsonReader reader)
    {
        List<PhoneNumber> numbers = new(1);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            (string? value, string? purpose, bool? isPrimary) = ReadEntry(ref reader);
            numbers.Add(new PhoneNumber { Number = value, Purpose = purpose, IsPrimary = isPrimary });
        }

        return new ValueList<PhoneNumber>(numbers);
    }

    [MethodImpl(HotPath.Options)]
    private static void WriteEntry(Utf8JsonWriter writer, string name, string? value, string? purpose, bool? isPrimary)
    {
        writer.WriteStartObject();
        if (value is not null)
            writer.WriteString(name, value);
        if (purpose is not null)
            writer.WriteString("Purpose", purpose);
        if (isPrimary is { } flag)
            writer.WriteBoolean("IsPrimary", flag);
        writer.WriteEndObject();
    }

    private static (string? Value, string? Purpose, bool? IsPrimary) ReadEntry(ref Utf8JsonReader reader)
    {
        string? value = null;
        string? purpose = null;
        bool? isPrimary = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFlag = reader.ValueTextEquals("IsPrimary"u8);
            bool isPurpose = reader.ValueTextEquals("Purpose"u8);
            reader.Read();
            if (isFlag)
                isPrimary = reader.GetBoolean();
            else if (isPurpose)
                purpose = reader.GetString();
            else
                value = reader.GetString();
        }

        return (value, purpose, isPrimary);
    }
}
