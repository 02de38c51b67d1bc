using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.PowerShell;

namespace Spott.Hosts;

internal static class Program
{
    private static int Main(string[] args)
    {
        // Attributes name types with the version of .NET 9 in plain text, which Rebind leaves as it is.
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Version is { Major: > 8 } ? ByName(context, name.Name!) : null;
        return Run(args);
    }

    private static Assembly? ByName(AssemblyLoadContext context, string name)
    {
        try
        {
            return context.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Apart, so that PowerShell's assemblies are first asked for when the handler is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args) => UnmanagedPSEntry.Start(args, args.Length);
}
