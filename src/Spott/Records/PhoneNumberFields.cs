using System.Collections.Generic;
using Field = Spott.Records.Field<Spott.PhoneNumber>;

namespace Spott.Records;

/// <summary>The fields of a phone number in the order of its properties, each once.</summary>
internal static class PhoneNumberFields
{
    internal static readonly IReadOnlyList<Field> All = new[]
    {
        Field.CommonText("purpose", nameof(PhoneNumber.Purpose)),
        Field.Text("phoneNumber", nameof(PhoneNumber.Number)),
        Field.Flag("isPrimary", nameof(PhoneNumber.IsPrimary)),
    };
}
