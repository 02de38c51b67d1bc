namespace Spott.Errors;

/// <summary>Why there can be no file: parts of sentences.</summary>
internal static class FileWords
{
    /// <param name="provider">The name of PowerShell's provider that the path leads to.</param>
    internal static string OfProvider(string provider) => $"it is a place of PowerShell's provider {provider}, which has no files";

    /// <summary>A file in the place of a mount, such as one that a container was given alone.</summary>
    internal static string IsMounted => "it is mounted by itself, so it cannot be replaced; mount its folder instead";

    internal static string LinksInCircle => "its links lead to each other, in a circle";

    /// <param name="reason">The system's words.</param>
    internal static string LinkToNowhere(string reason) => "it is a link whose target cannot be opened: " + reason;
}
