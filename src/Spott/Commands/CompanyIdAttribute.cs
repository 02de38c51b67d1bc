using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace Spott.Commands;

/// <summary>
/// Takes text, or an object's property <c>CompanyId</c>, as a company id. The binder would take any object's text as one, and a run would
/// ask for companies that never were.
/// </summary>
internal sealed class CompanyIdAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = inputData is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : inputData;
        switch (input)
        {
            case null:
                return null;
            case string id:
                return new[] { id };
            case IEnumerable elements:
                List<string?> ids = new();
                foreach (object? element in elements)
                    ids.Add(Id(element));
                return ids.ToArray();
            default:
                return new[] { Id(inputData) };
        }
    }

    private static string? Id(object? element)
    {
        object? value = element is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : element;
        if (value is string id)
            return id;
        if (value is null)
            return null;
        object? property = PSObject.AsPSObject(element!).Properties["CompanyId"]?.Value;
        return (property is PSObject inner ? inner.BaseObject : property) as string
            ?? throw new ArgumentTransformationMetadataException("A company id is text, or an object with a property CompanyId that is text.");
    }
}
