using System;
using System.Management.Automation;
using Spott.Errors;

namespace Spott.Parameters;

/// <summary>What a person calls a checkpoint, as a path that .NET knows: relative to the session's location, never expanded.</summary>
internal static class CheckpointPath
{
    private const string FileSystem = "FileSystem";

    internal static string Resolve(PSCmdlet command, string given)
    {
        try
        {
            string path = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
            if (string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase))
                return path;
            command.Fail(SpottErrors.CheckpointNowhere(given, $"it is a place of PowerShell's provider {provider.Name}, where no file can be"));
        }
        catch (Exception unknown) when (unknown is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException)
        {
            command.Fail(SpottErrors.CheckpointNowhere(given, unknown.Message, unknown));
        }

        return given;
    }
}
