using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace Spott.Hosts;

/// <summary>Finds assemblies by their simple name, in the first folder that has one.</summary>
internal sealed class AssemblyFolders(IReadOnlyList<string> folders) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _read = [];

    /// <summary>Null where there is none.</summary>
    public string? Find(string name) => folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_read.TryGetValue(name.Name, out AssemblyDefinition? known))
            return known;
        string file = Find(name.Name) ?? throw new AssemblyResolutionException(name);
        return _read[name.Name] = AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
    }

    public void Dispose()
    {
        foreach (AssemblyDefinition assembly in _read.Values)
            assembly.Dispose();
    }
}
