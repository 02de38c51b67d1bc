using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>
/// Takes text, or an object's property <c>CompanyId</c>, as a company id. The binder would take any object's text as one, and a run would
/// ask for companies that never were.
/// </summary>
internal sealed class CompanyIdAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (Unwrapped(inputData) is null)
            return null;
        List<string?> ids = new();
        if (Unwrapped(inputData) is IEnumerable elements and not string)
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
        if (input is null || Unwrapped(input) is string)
        {
            ids.Add((string?)Unwrapped(input));
            return;
        }

        switch (Unwrapped(PSObject.AsPSObject(input).Properties["CompanyId"]?.Value))
        {
            case string id:
                ids.Add(id);
                break;
            case IEnumerable list and not IDictionary when list.Cast<object?>().All(element => Unwrapped(element) is string):
                ids.AddRange(list.Cast<object?>().Select(element => (string?)Unwrapped(element)));
                break;
            default:
                throw BindingErrors.NoCompanyId();
        }
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
}
