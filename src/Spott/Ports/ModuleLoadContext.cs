#if NET
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Spott.Ports;

/// <summary>
/// The module's private context: its packages come from the module's folder, everything of .NET and Spott.dll from the host.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    // A library is asked for once an import, some twenty times in all. Made when one is: most sessions ask for none.
    private ConcurrentDictionary<string, IntPtr>? _libraries;

    internal ModuleLoadContext(string folder)
        : base("Spott") => _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        if (name == "Spott")
            return typeof(ModuleLoadContext).Assembly;

        // The shared framework's copy must win: a package's own System.* would give types that the host's assemblies do not know.
        if (name.StartsWith("System.", StringComparison.Ordinal))
            return null;

        string path = Path.Combine(_folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>By absolute path, so that no other copy on the machine takes the place of the module's own.</summary>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        _libraries ??= new ConcurrentDictionary<string, IntPtr>(StringComparer.Ordinal);
        if (_libraries.TryGetValue(unmanagedDllName, out IntPtr handle))
            return handle;
        string path = Path.Combine(_folder, "runtimes", NativePlatform.Rid, "native", NativePlatform.FileName(unmanagedDllName));
        if (!File.Exists(path))
            return IntPtr.Zero;
        return _libraries[unmanagedDllName] = NativeLibrary.Load(path);
    }
}
#endif
