using System;
using System.IO;
using System.Security.AccessControl;

namespace Spott.Files;

/// <summary>Who may read and change a file: one that takes the place of another lets in the same people.</summary>
internal static class FileProtection
{
    /// <summary>
    /// Creates a file without a buffer of its own that was not there, and so never through a link; for this account's eyes alone until it
    /// is as protected as its model.
    /// </summary>
    internal static FileStream CreateNew(string path, string model)
    {
#if NET
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && File.Exists(model))
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
#endif
    }

    /// <summary>
    /// Gives a file what protects its model, if there is one: on Windows the access list, elsewhere owner, group and mode.
    /// </summary>
    /// <returns>False when that was not permitted.</returns>
    internal static bool TryCopy(string model, FileStream file)
    {
        if (!File.Exists(model))
            return true;
        try
        {
            return Copy(model, file);
        }
        catch (Exception refused)
            when (refused is UnauthorizedAccessException or IOException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool Copy(string model, FileStream file)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            // The mode last: a new owner takes some of its bits away.
            bool isOwnerKept = UnixOwner.TryCopy(model, file);
            UnixFileMode mode = File.GetUnixFileMode(model);
            if (File.GetUnixFileMode(file.SafeFileHandle) != mode)
                File.SetUnixFileMode(file.SafeFileHandle, mode);
            return isOwnerKept;
        }
#endif
        if (Path.DirectorySeparatorChar == '\\')
        {
            // A list that was only read is not written: it has to be set anew.
            FileSecurity list = new();
            list.SetSecurityDescriptorBinaryForm(
                new FileInfo(model).GetAccessControl(AccessControlSections.Access).GetSecurityDescriptorBinaryForm(),
                AccessControlSections.Access);
            new FileInfo(file.Name).SetAccessControl(list);
        }

        return true;
    }
}
