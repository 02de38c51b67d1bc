namespace Spott.Records;

/// <summary>What a field of a record holds.</summary>
internal enum FieldKind
{
    /// <summary>A <see cref="string"/>.</summary>
    Text,

    /// <summary>A <see cref="bool"/>.</summary>
    Flag,

    /// <summary>A <see cref="decimal"/>.</summary>
    Number,

    /// <summary>A moment; the field gives the exact one as a <see cref="System.DateTime"/> in UTC, the property the local time.</summary>
    Moment,

    /// <summary>A <see cref="ValueList{T}"/> of <see cref="Contact"/>.</summary>
    Contacts,

    /// <summary>A <see cref="ValueList{T}"/> of <see cref="EmailAddress"/>.</summary>
    Emails,

    /// <summary>A <see cref="ValueList{T}"/> of <see cref="PhoneNumber"/>.</summary>
    PhoneNumbers,

    /// <summary>A <see cref="JsonDictionary"/>.</summary>
    Json,
}
