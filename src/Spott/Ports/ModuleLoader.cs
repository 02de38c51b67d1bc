using System;
using System.IO;
using System.Reflection;

namespace Spott.Ports;

/// <summary>
/// Loads the module's other assemblies, each at its first use, apart from everything else in the process: another module's version of the
/// same packages neither breaks this one nor is broken by it, and nobody pays for what is not used.
/// </summary>
internal static class ModuleLoader
{
    private static readonly object Gate = new();

#if NET
    private static readonly ModuleLoadContext Context = new(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!);
#else
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!;

    static ModuleLoader() =>
        // Windows PowerShell has no load contexts and reads no binding redirects of ours: whatever lies in the module's own folder is the
        // right version, by name alone, and only where nobody else could resolve it.
        AppDomain.CurrentDomain.AssemblyResolve += static (_, request) =>
        {
            string path = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
            return IsOurs(request.RequestingAssembly) && File.Exists(path) ? Assembly.LoadFrom(path) : null;
        };
#endif

    /// <summary>The one instance of a port's other side. A failed load is not remembered: the next call tries it anew.</summary>
    /// <typeparam name="T">The port.</typeparam>
    /// <param name="assembly">Its file's name without the extension.</param>
    /// <param name="type">The full name of the type that implements the port.</param>
    internal static T Load<T>(string assembly, string type)
        where T : class
    {
        if (Loaded<T>.Port is { } port)
            return port;
        lock (Gate)
            return Loaded<T>.Port ??= (T)Activator.CreateInstance(
                LoadAssembly(assembly).GetType(type, throwOnError: true)!, nonPublic: true)!;
    }

#if NET
    private static Assembly LoadAssembly(string name) => Context.LoadFromAssemblyName(new AssemblyName(name));
#else
    private static Assembly LoadAssembly(string name) => Assembly.LoadFrom(Path.Combine(Folder, name + ".dll"));

    private static bool IsOurs(Assembly? requesting) =>
        requesting is null || requesting.IsDynamic || requesting.Location.StartsWith(Folder, StringComparison.OrdinalIgnoreCase);
#endif

    private static class Loaded<T>
        where T : class
    {
        internal static volatile T? Port;
    }
}
