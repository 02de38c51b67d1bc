using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>What a person calls a file, as a path that .NET knows: relative to the session's location, never expanded.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <param name="command">Whose location counts, and who fails when there can be no such file.</param>
    /// <param name="given">What the person wrote.</param>
    /// <param name="nowhere">Makes the error, of what was given and why no file can be there.</param>
    internal static string Resolve(PSCmdlet command, string given, Func<string, string, Exception?, Failure> nowhere)
    {
        try
        {
            string path = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
            if (string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase))
                return path;
            command.Fail(nowhere(given, FileWords.OfProvider(provider.Name), null));
        }
        catch (Exception unknown)
            when (unknown is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException)
        {
            command.Fail(nowhere(given, unknown.Message, unknown));
        }

        return given;
    }

    /// <summary>A file as <c>Get-Item</c> gives it: with what the shell adds, as the mode and owner that its table shows on Unix.</summary>
    /// <param name="command">Whose session is asked.</param>
    /// <param name="path">A path that .NET knows.</param>
    internal static PSObject Item(PSCmdlet command, string path)
    {
        try
        {
            // With the provider's name: the session's location may be of another one.
            string itsPath = $@"Microsoft.PowerShell.Core\{FileSystem}::{path}";
            PSObject item = command.InvokeProvider.Item.Get(new[] { itsPath }, force: true, literalPath: true).First();
            // The shell's own objects, through which ConvertTo-Json would walk for minutes.
            item.Properties.Remove("PSDrive");
            item.Properties.Remove("PSProvider");
            return item;
        }
        catch (Exception gone)
            when (gone is SessionStateException or ProviderInvocationException or ItemNotFoundException or IOException
                or UnauthorizedAccessException or InvalidOperationException)
        {
            return PSObject.AsPSObject(new FileInfo(path));
        }
    }
}
