using System;
using System.Collections.Generic;
using System.IO;
using Mono.Cecil;

namespace Spott.Hosts;

/// <summary>The assemblies of the .NET that is bound to.</summary>
internal sealed class RuntimePack
{
    private readonly Dictionary<string, Version> _versions = [];
    private readonly AssemblyDefinition _core;

    public RuntimePack(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.dll"))
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file);
            _versions[assembly.Name.Name] = assembly.Name.Version;
        }

        _core = AssemblyDefinition.ReadAssembly(Path.Combine(folder, "System.Private.CoreLib.dll"));
    }

    public bool Has(string name) => _versions.ContainsKey(name);

    /// <summary>Gives a reference the pack's version where the pack has an older one; false where nothing was to be done.</summary>
    public bool Lower(AssemblyNameReference reference)
    {
        if (!_versions.TryGetValue(reference.Name, out Version? version) || reference.Version <= version)
            return false;
        reference.Version = version;
        return true;
    }

    /// <summary>A reference to the core library, when it has a type of this name.</summary>
    public AssemblyNameReference? CoreWith(TypeReference type) => _core.MainModule.GetType(type.Namespace, type.Name) is null
        ? null
        : new AssemblyNameReference(_core.Name.Name, _core.Name.Version) { PublicKeyToken = _core.Name.PublicKeyToken };
}
