using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Spott.Hosts;

/// <summary>Methods that stand in for members which the older .NET lacks: <c>Type_Member</c> for <c>Type.Member</c>.</summary>
internal sealed partial class Substitutes(string file, IAssemblyResolver resolver)
{
    private readonly List<MethodDefinition> _methods = [.. AssemblyDefinition
        .ReadAssembly(file, new ReaderParameters { AssemblyResolver = resolver }).MainModule.Types.SelectMany(type => type.Methods)];

    /// <summary>Null where there is none.</summary>
    public MethodDefinition? For(MethodReference called)
    {
        string name = called.DeclaringType.Name + "_" + called.Name;
        List<string> parameters = [.. called.Parameters.Select(Describe)];
        if (called.HasThis)
            parameters.Insert(0, called.DeclaringType.FullName);
        return _methods.FirstOrDefault(method => method.Name == name && method.Parameters.Select(Describe).SequenceEqual(parameters));
    }

    // A reference calls its type parameters !!0, a definition by their names.
    private static string Describe(ParameterDefinition parameter) => TypeParameter().Replace(parameter.ParameterType.FullName, "<_>");

    [GeneratedRegex("<(!!?[0-9]+|T)>")]
    private static partial Regex TypeParameter();
}
