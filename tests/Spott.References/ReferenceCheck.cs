using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Spott.Hosts;

namespace Spott.References;

/// <summary>
/// Looks for what assemblies refer to, as the runtime will: a miss here is a TypeLoadException or MissingMethodException there.
/// </summary>
internal sealed class ReferenceCheck(AssemblyFolders folders)
{
    public List<string> Problems { get; } = [];

    public int Types { get; private set; }

    public int Members { get; private set; }

    public void Check(string file)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = folders });
        string name = Path.GetFileName(file);
        foreach (AssemblyNameReference reference in module.AssemblyReferences.Where(reference => folders.Find(reference.Name) is null))
            Problems.Add($"{name}: the assembly {reference.Name} {reference.Version} is nowhere");
        foreach (TypeReference type in module.GetTypeReferences())
        {
            Types++;
            if (IsMissing(type))
                Problems.Add($"{name}: the type {type.FullName} is not in {type.Scope}");
        }

        foreach (MemberReference member in module.GetMemberReferences().Where(member => member.DeclaringType is not ArrayType))
        {
            Members++;
            if (IsMissing(member))
                Problems.Add($"{name}: the member {member.FullName} is not in {member.DeclaringType.Scope}");
        }

        foreach (TypeDefinition type in module.GetTypes().Where(type => type.IsClass && !type.IsAbstract))
            CheckAbstractMembers(name, type);
    }

    private static bool IsMissing(MemberReference member)
    {
        try
        {
            return member.Resolve() is null;
        }
        catch (AssemblyResolutionException)
        {
            return true;
        }
    }

    /// <summary>An abstract member that the base class has there, and the class does not override, ends in a TypeLoadException.</summary>
    private void CheckAbstractMembers(string name, TypeDefinition type)
    {
        HashSet<string> overridden = [];
        for (TypeDefinition? at = type; at is not null; at = Base(at))
        {
            foreach (MethodDefinition method in at.Methods.Where(method => method.IsVirtual))
            {
                string signature = $"{method.Name}/{method.Parameters.Count}/{method.GenericParameters.Count}";
                if (!method.IsAbstract)
                    overridden.Add(signature);
                else if (!overridden.Contains(signature))
                    Problems.Add($"{name}: the class {type.FullName} does not override {method.FullName}");
            }
        }
    }

    // Where the base class is nowhere, its reference has been named before.
    private static TypeDefinition? Base(TypeDefinition type) =>
        type.BaseType is { } reference && !IsMissing(reference) ? reference.Resolve() : null;
}
