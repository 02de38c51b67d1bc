using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>Refuses a name that no change can have: it would give nothing, as if nothing had changed.</summary>
internal sealed class ChangedPropertyAttribute : ValidateEnumeratedArgumentsAttribute
{
    protected override void ValidateElement(object element)
    {
        if (ShellValue.Unwrap(element) is string { Length: > 0 } name && !ChangedProperties.Have(name))
            throw BindingErrors.NoChangedProperty(name, ChangedProperties.Names);
    }
}
