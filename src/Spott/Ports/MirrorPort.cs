using Spott.Errors;

namespace Spott.Ports;

/// <summary>
/// The wall, for mirrors: what the cmdlets ask of Spott.Mirror.dll. It is there on PowerShell 7 alone. Every method throws
/// <see cref="MirrorException"/>; paths are absolute, of the file system.
/// </summary>
internal abstract class MirrorPort
{
    internal static MirrorPort Mirrors =>
#if NET
        ModuleLoader.Load<MirrorPort>("Spott.Mirror", "Spott.Mirror.SqliteMirrors");
#else
        throw new MirrorException(MirrorProblem.Unavailable, "this is Windows PowerShell");
#endif

    /// <summary>Opens a mirror for one run and holds its lock; the file need not exist.</summary>
    internal abstract MirrorWriter OpenWriter(string path);

    /// <summary>Opens a mirror for reading: it waits for nobody, and nobody waits for it.</summary>
    internal abstract MirrorReader OpenReader(string path);
}
