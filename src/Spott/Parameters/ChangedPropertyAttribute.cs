using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>Refuses a name that no change can have: it would give nothing, as if nothing had changed.</summary>
internal sealed class ChangedPropertyAttribute : ValidateEnumeratedArgumentsAttribute
{
    // Not the bracket, which a path may have.
    private static readonly char[] Wildcards = { '*', '?' };

    protected override void ValidateElement(object element)
    {
        if (ShellValue.Unwrap(element) is not string { Length: > 0 } name)
            return;
        if (name.IndexOfAny(Wildcards) >= 0)
            throw BindingErrors.WildcardInProperty(name);
        if (!ChangedProperties.Have(name))
            throw BindingErrors.NoChangedProperty(name, ChangedProperties.Names);
    }
}
