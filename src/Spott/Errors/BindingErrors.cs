using System.Management.Automation;

namespace Spott.Errors;

/// <summary>What a parameter does not take, said while PowerShell binds it; PowerShell puts the parameter's name before it.</summary>
internal static class BindingErrors
{
    internal static ArgumentTransformationMetadataException NoMoment() => new(
        "Give a date (Get-Date, [datetime], [datetimeoffset]) or ISO 8601 text such as 2024-01-31, "
        + "2024-01-31T08:30 (local time) or 2024-01-31T08:30:00Z.");

    internal static ArgumentTransformationMetadataException NoDuration() =>
        new("Give a time span of zero or more, such as 00:05:00 or (New-TimeSpan -Minutes 5).");

    internal static ArgumentTransformationMetadataException NoCompanyId() =>
        new("A company id is text, or an object with a property CompanyId that is text.");

    internal static ArgumentTransformationMetadataException NoSecureKey() => new(
        "The key must be a SecureString: use (Read-Host -AsSecureString), (Get-Secret <name>), "
        + "or set the environment variable SPOTT_API_KEY.");
}
