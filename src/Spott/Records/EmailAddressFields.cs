using System.Collections.Generic;
using Field = Spott.Records.Field<Spott.EmailAddress>;

namespace Spott.Records;

/// <summary>The fields of an e-mail address in the order of its properties, each once.</summary>
internal static class EmailAddressFields
{
    internal static readonly IReadOnlyList<Field> All = new[]
    {
        Field.CommonText("purpose", nameof(EmailAddress.Purpose)),
        Field.Text("email", nameof(EmailAddress.Email)),
        Field.Flag("isPrimary", nameof(EmailAddress.IsPrimary)),
    };
}
