using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spott.Drive;

/// <summary>
/// usage: Spott.Drive MODULEFOLDER [STRANGERFOLDER]. Reads one order a line from its input, and writes what came of it; see
/// <see cref="Orders"/>. The assemblies of the second folder are loaded first, as another module of the same process would have.
/// </summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        string module = Path.GetFullPath(args[0]);
        // As PowerShell does it: the module's assembly is loaded from its folder, by name, and finds the rest itself.
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
            new AssemblyName(request.Name).Name == "Spott" ? Assembly.LoadFrom(Path.Combine(module, "Spott.dll")) : null;
        if (args.Length > 1)
        {
            foreach (string stranger in Directory.GetFiles(args[1], "*.dll"))
                Assembly.LoadFrom(stranger);
        }

        Serve();
    }

    // Apart, so that nothing of the module is looked for before it can be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Serve()
    {
        while (Console.In.ReadLine() is { } line)
            Orders.Run(new Order(line)).WriteTo(Console.Out);
    }
}
