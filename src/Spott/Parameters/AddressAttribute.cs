using System;
using System.Management.Automation;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Takes a text that is no address for a relative one, which the cmdlet refuses in its own words: the binder's would show the text, and it
/// may be a key or hold a password.
/// </summary>
internal sealed class AddressAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ShellValue.Unwrap(inputData) is not string text ? inputData
        : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address
        : new Uri(string.Empty, UriKind.Relative);
}
