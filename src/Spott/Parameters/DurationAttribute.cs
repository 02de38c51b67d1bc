using System;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>Takes a time span of zero or more. PowerShell would read the number 5 as five ticks of 100 ns: a number is refused.</summary>
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = ShellValue.Unwrap(inputData);
        if (input is TimeSpan or string && LanguagePrimitives.TryConvertTo(input, out TimeSpan duration) && duration >= TimeSpan.Zero)
            return duration;
        throw BindingErrors.NoDuration();
    }
}
