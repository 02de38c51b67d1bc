using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Refuses a text that is none of an enumeration's names, in the words of the module. PowerShell converts what it lets through, and so
/// takes what it always takes: any case, and the begin of a name that only one has.
/// </summary>
internal sealed class ChoiceAttribute : ArgumentTransformationAttribute
{
    private readonly Type _choices;

    /// <param name="choices">The enumeration.</param>
    internal ChoiceAttribute(Type choices) => _choices = choices;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = ShellValue.Unwrap(inputData);
        IEnumerable values = given is IEnumerable list and not string ? list : new[] { given };
        foreach (string text in values.Cast<object?>().Select(ShellValue.Unwrap).OfType<string>())
        {
            if (!LanguagePrimitives.TryConvertTo(text, _choices, out _))
                throw BindingErrors.NoChoice(text, Enum.GetNames(_choices));
        }

        return inputData;
    }
}
