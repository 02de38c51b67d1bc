using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;
using Spott.Records;

namespace Spott.Parameters;

/// <summary>
/// Takes text, or an object's property <c>CompanyId</c>, as a company id. The binder would take any object's text as one, and a run would
/// ask for companies that never were.
/// </summary>
internal sealed class CompanyIdAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (ShellValue.Unwrap(inputData) is null)
            return null;
        List<string?> ids = new();
        if (ShellValue.Unwrap(inputData) is IEnumerable elements and not string)
        {
            foreach (object? element in elements)
                Add(ids, element);
        }
        else
        {
            Add(ids, inputData);
        }

        return ids.ToArray();
    }

    private static void Add(List<string?> ids, object? input)
    {
        if (input is null || ShellValue.Unwrap(input) is string)
        {
            ids.Add((string?)ShellValue.Unwrap(input));
            return;
        }

        switch (ShellValue.Unwrap(PSObject.AsPSObject(input).Properties["CompanyId"]?.Value))
        {
            case string id:
                ids.Add(id);
                break;
            case IEnumerable list and not IDictionary when list.Cast<object?>().All(element => ShellValue.Unwrap(element) is string):
                ids.AddRange(list.Cast<object?>().Select(element => (string?)ShellValue.Unwrap(element)));
                break;
            default:
                throw BindingErrors.NoCompanyId();
        }
    }
}
