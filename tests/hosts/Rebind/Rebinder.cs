using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Spott.Hosts;

/// <summary>
/// Rewrites one assembly after the other: references get the pack's versions, types that the pack keeps elsewhere are taken from its
/// core library, calls of members that it lacks go to the substitutes.
/// </summary>
internal sealed class Rebinder(RuntimePack pack, IAssemblyResolver resolver, Substitutes substitutes)
{
    /// <summary>What no step could bind; harmless as long as nobody calls it.</summary>
    public List<string> Missing { get; } = [];

    public int Rewritten { get; private set; }

    /// <summary>Writes the bound assembly, and gives the names of those that it refers to.</summary>
    public IReadOnlyList<string> Rebind(string file, string target)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
        List<string> references = [.. module.AssemblyReferences.Select(reference => reference.Name)];
        List<AssemblyNameReference> lowered = [.. module.AssemblyReferences.Where(pack.Lower)];
        // Cecil cannot write what is not pure IL.
        if (lowered.Count == 0 || (module.Attributes & ModuleAttributes.ILOnly) == 0)
        {
            File.Copy(file, target, overwrite: true);
            return references;
        }

        MoveTypes(module);
        ReplaceCalls(module, FindMissing(module));
        foreach (AssemblyNameReference reference in module.AssemblyReferences)
            pack.Lower(reference);
        module.Write(target);
        Rewritten++;
        return references;
    }

    private void MoveTypes(ModuleDefinition module)
    {
        AssemblyNameReference? core = null;
        foreach (TypeReference type in module.GetTypeReferences().ToArray())
        {
            if (type.DeclaringType is not null || type.Scope is not AssemblyNameReference scope || !pack.Has(scope.Name) || Resolves(type))
                continue;
            if (pack.CoreWith(type) is not { } found)
            {
                Missing.Add($"{module.Assembly.Name.Name}: {type.FullName}");
                continue;
            }

            if (core is null)
                module.AssemblyReferences.Add(core = found);
            type.Scope = core;
        }
    }

    private Dictionary<string, MethodDefinition> FindMissing(ModuleDefinition module)
    {
        Dictionary<string, MethodDefinition> replaced = [];
        foreach (MemberReference member in module.GetMemberReferences())
        {
            if (member.DeclaringType is ArrayType || Resolves(member))
                continue;
            if (member is MethodReference called && substitutes.For(called) is { } substitute)
                replaced[called.FullName] = substitute;
            else
                Missing.Add($"{module.Assembly.Name.Name}: {member.FullName}");
        }

        return replaced;
    }

    private static void ReplaceCalls(ModuleDefinition module, Dictionary<string, MethodDefinition> replaced)
    {
        if (replaced.Count == 0)
            return;
        foreach (Instruction at in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions))
        {
            if (at.Operand is not MethodReference called
                || !replaced.TryGetValue(called.GetElementMethod().FullName, out MethodDefinition? substitute))
                continue;
            at.OpCode = at.OpCode == OpCodes.Ldftn ? OpCodes.Ldftn : OpCodes.Call;
            at.Operand = Bind(module, called, substitute);
        }
    }

    private static MethodReference Bind(ModuleDefinition module, MethodReference called, MethodDefinition substitute)
    {
        MethodReference bound = module.ImportReference(substitute);
        if (called is not GenericInstanceMethod generic)
            return bound;
        GenericInstanceMethod instance = new(bound);
        foreach (TypeReference argument in generic.GenericArguments)
            instance.GenericArguments.Add(argument);
        return instance;
    }

    /// <summary>True as well for what is in an assembly that is nowhere: nothing can be said about it, and nobody loads it.</summary>
    private static bool Resolves(MemberReference member)
    {
        try
        {
            return member switch
            {
                TypeReference type => type.Resolve() is not null,
                MethodReference method => method.Resolve() is not null,
                FieldReference field => field.Resolve() is not null,
                _ => true,
            };
        }
        catch (AssemblyResolutionException)
        {
            return true;
        }
    }
}
