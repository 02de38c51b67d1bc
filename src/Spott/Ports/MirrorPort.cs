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

    /// <summary>
    /// Erases people from every version and from free pages, and remembers that they must not come back. Nobody else may have the mirror
    /// open: else nothing is done.
    /// </summary>
    /// <param name="path">The mirror.</param>
    /// <param name="query">Who is meant.</param>
    /// <param name="agreed">Who was shown to the person who agreed; when others are found now, nothing is done.</param>
    internal abstract ErasureOutcome EraseContacts(string path, ContactQuery query, ContactMatches agreed);

    /// <summary>Whether there is such a mirror, and whether its copy may be there; writes nothing.</summary>
    /// <param name="path">The mirror.</param>
    /// <param name="destination">Where the copy is to be.</param>
    internal abstract void CheckBackup(string path, string destination);

    /// <summary>Makes a whole copy of one moment while others read and write.</summary>
    /// <param name="path">The mirror.</param>
    /// <param name="destination">Where the copy is to be: the old file or the new one, whole.</param>
    /// <param name="keepExisting">Whether a file that is there is left there.</param>
    internal abstract void Backup(string path, string destination, bool keepExisting);
}
