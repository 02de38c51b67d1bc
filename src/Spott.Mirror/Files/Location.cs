using System;
using System.IO;
using Spott.Errors;
using Spott.Files;

namespace Spott.Mirror.Files;

/// <summary>Where a mirror really lies.</summary>
internal static class Location
{
    // Drives of another machine that Unix does not count as such; WAL's shared memory does not reach over them.
    private static readonly string[] NetworkFormats = { "9p", "v9fs", "nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "afs", "afpfs",
        "webdav", "sshfs", "ceph", "glusterfs" };

    // Unix's of most machines: to ask for a drive's kind, too, has .NET read the list of all drives once more.
    private static readonly string[] LocalFormats = { "ext4", "xfs", "btrfs", "apfs", "overlay", "tmpfs" };

    /// <summary>The file behind links: all names of one mirror have one lock.</summary>
    /// <exception cref="MirrorException">It lies on a network drive, or its folder does not exist.</exception>
    internal static string Resolve(string path)
    {
        if (Directory.Exists(path))
            throw new MirrorException(MirrorProblem.Inaccessible, "it is a folder");
        string real = LinkTarget.Of(path);
        string folder = Path.GetDirectoryName(real) ?? real;
        if (!Directory.Exists(folder))
            throw new MirrorException(MirrorProblem.Inaccessible, "its folder does not exist");
        if (IsOnNetwork(real, folder))
            throw new MirrorException(MirrorProblem.NetworkDrive, "it is on a network drive");
        return real;
    }

    /// <summary>Whether a drive's kind or format is one of another machine's.</summary>
    internal static bool IsNetwork(DriveType type, string format) =>
        type == DriveType.Network || Array.Exists(NetworkFormats, name => name.Equals(format, StringComparison.OrdinalIgnoreCase));

    private static bool IsOnNetwork(string path, string folder)
    {
        if (OperatingSystem.IsWindows() && path.StartsWith(@"\\", StringComparison.Ordinal)
            && !path.StartsWith(@"\\?\", StringComparison.Ordinal))
            return true;
        try
        {
            DriveInfo drive = new(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder);
            string format = drive.DriveFormat;
            bool isLocal = !OperatingSystem.IsWindows() && Array.IndexOf(LocalFormats, format) >= 0;
            return !isLocal && IsNetwork(drive.DriveType, format);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A drive that cannot be asked is no reason to refuse: SQLite says so when its log cannot be kept.
            return false;
        }
    }
}
