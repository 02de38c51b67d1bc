using System.Management.Automation;
using System.Security;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>Refuses a key that is no SecureString before the binder does: the binder's own error would show the key.</summary>
internal sealed class SecureKeyAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ShellValue.Unwrap(inputData) switch
        {
            null => null,
            SecureString key => key,
            _ => throw BindingErrors.NoSecureKey(),
        };
}
