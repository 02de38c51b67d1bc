#if NET
using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Spott;

/// <summary>The engine's private context: its packages come from the module's folder, everything of .NET and Spott.dll from the host.</summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    internal EngineLoadContext(string folder)
        : base("Spott") => _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (name == "Spott")
            return typeof(EngineLoadContext).Assembly;

        // The shared framework's copy must win: a package's own System.* would give types that the host's assemblies do not know.
        if (name.StartsWith("System.", StringComparison.Ordinal))
            return null;

        string path = Path.Combine(_folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
