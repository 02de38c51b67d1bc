#if NET
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Spott.Files;

/// <summary>A file's owner and group, of which .NET knows nothing.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixOwner
{
    private const int CurrentFolder = -100;
    private const uint UserAndGroup = 0x18;
    private const int MacUserOffset = 16;
    private const int LinuxUserOffset = 20;
    private const uint AsItIs = uint.MaxValue;

    /// <summary>Gives a file the owner and the group of its model.</summary>
    /// <returns>False when this account may not give both away.</returns>
    internal static bool TryCopy(string model, FileStream file)
    {
        if (Of(model) is not { } wanted || Of(file.Name) is not { } own || wanted == own)
            return true;
        if (ChangeOwner(file.SafeFileHandle, wanted.User, wanted.Group) == 0)
            return true;
        // A member of the group may give it that, whoever owned the old one.
        return ChangeOwner(file.SafeFileHandle, AsItIs, wanted.Group) == 0 && wanted.User == own.User;
    }

    /// <returns>Null where the system cannot be asked.</returns>
    private static (uint User, uint Group)? Of(string path)
    {
        byte[] facts = new byte[512];
        byte[] name = Encoding.UTF8.GetBytes(path + '\0');
        try
        {
            int user = OperatingSystem.IsMacOS() ? MacUserOffset : LinuxUserOffset;
            int outcome = !OperatingSystem.IsMacOS() ? Statx(CurrentFolder, name, flags: 0, UserAndGroup, facts)
                : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfIntelMac(name, facts)
                : StatOfMac(name, facts);
            if (outcome != 0)
                return null;
            return (Number(facts, user), Number(facts, user + sizeof(uint)));
        }
        catch (Exception unknown) when (unknown is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    private static uint Number(byte[] facts, int offset) => MemoryMarshal.Read<uint>(facts.AsSpan(offset));

    // Its structure is the same on every kind of machine, which stat's is not.
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] facts);

    [DllImport("libc", EntryPoint = "stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOfMac(byte[] path, byte[] facts);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOfIntelMac(byte[] path, byte[] facts);

    [DllImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
#endif
