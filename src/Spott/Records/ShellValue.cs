using System.Management.Automation;

namespace Spott.Records;

/// <summary>A value as it came through PowerShell, which may have wrapped it.</summary>
internal static class ShellValue
{
    /// <summary>
    /// The value itself. An object of the shell's own making, as those that were serialized are, has nothing within: it stays a
    /// <see cref="PSObject"/>.
    /// </summary>
    internal static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
