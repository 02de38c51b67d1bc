using System.Collections;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Refuses null, an empty text and an empty list, also in a list: what was to narrow a command would widen it. PowerShell's own attribute
/// speaks of collections that contain null values, where somebody gave an empty text.
/// </summary>
internal sealed class NotEmptyAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        object? given = ShellValue.Unwrap(arguments);
        object?[] values = given is IEnumerable list and not string
            ? list.Cast<object?>().Select(ShellValue.Unwrap).ToArray()
            : new[] { given };
        if (values.Length == 0 || values.Any(value => value is null or ""))
            throw BindingErrors.EmptyValue(isElement: values.Length > 1);
    }
}
