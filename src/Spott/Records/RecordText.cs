using System.Collections;
using System.Linq;
using System.Management.Automation;
using Spott.Records;

namespace Spott;

/// <summary>
/// The texts that the live objects have, of their lists and dictionaries that came back from a job, a remote session or
/// <c>Import-Clixml</c>: what <c>Export-Csv</c> writes of them. <c>Spott.Types.ps1xml</c> refers to it.
/// </summary>
public static class RecordText
{
    /// <summary>Compact JSON, empty when there is nothing. The order of the names is lost on the way, so they are sorted.</summary>
    /// <param name="dictionary">What was a <see cref="JsonDictionary"/>.</param>
    public static string OfDictionary(PSObject dictionary) =>
        ShellValue.Unwrap(dictionary) is IDictionary { Count: > 0 } values ? JsonText.Of(values, sortKeys: true) : string.Empty;

    /// <summary>The elements' text, joined by <c>"; "</c>, without empty ones.</summary>
    /// <param name="list">What was a <see cref="ValueList{T}"/>.</param>
    public static string OfList(PSObject list) =>
        ShellValue.Unwrap(list) is IEnumerable elements ? ContactText.Joined(elements.Cast<object?>()) : string.Empty;
}
