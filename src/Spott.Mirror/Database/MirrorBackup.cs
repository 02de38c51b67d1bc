using System;
using System.IO;
using Spott.Errors;
using Spott.Files;
using Spott.Mirror.Files;

namespace Spott.Mirror.Database;

/// <summary>A backup of a mirror.</summary>
internal static class MirrorBackup
{
    internal static void Make(string path, string destination, bool keepExisting)
    {
        (string source, string target) = Check(path, destination);
        WholeCopy.Make(source, target, keepExisting);
    }

    /// <returns>Both files behind links.</returns>
    internal static (string Source, string Target) Check(string path, string destination)
    {
        string source = Location.Resolve(path);
        MirrorFile.OpenToRead(source).Dispose();
        string target = LinkTarget.Of(destination);
        if (Directory.Exists(target))
            throw new MirrorException(MirrorProblem.Inaccessible, "it is a folder");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new MirrorException(MirrorProblem.Inaccessible, "its folder does not exist");
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (string.Equals(source, target, comparison))
            throw new MirrorException(MirrorProblem.Taken, "it is the mirror itself");
        // The log of another file would be taken for the copy's.
        if (File.Exists(target + "-wal") || File.Exists(target + "-journal"))
            throw new MirrorException(MirrorProblem.Taken, "a program has it open, or the log of a program is beside it");
        return (source, target);
    }
}
