namespace Spott.Commands;

/// <summary>Where <c>Get-Help -Online</c> leads: to the help of the newest version, a page for each cmdlet.</summary>
internal static class OnlineHelp
{
    /// <summary>In the repository that the manifest names.</summary>
    internal const string Pages = "https://github.com/spott-powershell/spott-powershell/blob/main/docs/en-US/";
}
