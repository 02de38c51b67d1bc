namespace Spott.Errors;

/// <summary>Why there can be no file: parts of sentences.</summary>
internal static class FileWords
{
    /// <param name="provider">The name of PowerShell's provider that the path leads to.</param>
    internal static string OfProvider(string provider) => $"it is a place of PowerShell's provider {provider}, where no file can be";
}
