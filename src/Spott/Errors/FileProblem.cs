using System.IO;

namespace Spott.Errors;

/// <summary>
/// Why a file cannot be used, and what to do. It looks: the system's words name a file beside it, which nobody has heard of, and say of a
/// missing folder as little as of one that is closed.
/// </summary>
internal static class FileProblem
{
    /// <param name="what">What did not happen: the begin of the sentence.</param>
    /// <param name="path">The file, in full.</param>
    /// <param name="reason">The system's words, for all that cannot be seen here.</param>
    internal static Explanation Explain(string what, string path, string reason) => OfPlace(what, path)
        ?? new Explanation($"{what}: {reason.TrimEnd('.')}", "check that you may create and replace files in its folder");

    /// <summary>What can be seen before anything is done.</summary>
    /// <param name="what">What cannot be done: the begin of the sentence.</param>
    /// <param name="path">The file, in full.</param>
    /// <returns>Null where there can be such a file.</returns>
    internal static Explanation? OfPlace(string what, string path)
    {
        if (Directory.Exists(path))
            return new Explanation(what + ": it is a folder", "give the path of a file");
        string? folder = Path.GetDirectoryName(path);
        return string.IsNullOrEmpty(folder) || Directory.Exists(folder)
            ? null
            : new Explanation($"{what}: there is no folder '{folder}'", "make that folder, or give another path");
    }
}
