using System;
using System.IO;
using System.Reflection;

namespace Spott;

/// <summary>
/// Loads Spott.Engine.dll and its packages at the first connection, apart from everything else in the process, so that another module's
/// version of the same packages neither breaks this one nor is broken by it.
/// </summary>
internal static class EngineLoader
{
    private static readonly Lazy<SpottEngine> LazyEngine = new(Load);

    internal static SpottEngine Engine => LazyEngine.Value;

    private static string Folder { get; } = Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location)!;

    private static SpottEngine Load()
    {
#if NET
        Assembly engine = new EngineLoadContext(Folder).LoadFromAssemblyPath(Path.Combine(Folder, "Spott.Engine.dll"));
#else
        // Windows PowerShell has no load contexts and reads no binding redirects of ours: whatever lies in the module's own folder is the
        // right version, by name alone, and only where nobody else could resolve it.
        AppDomain.CurrentDomain.AssemblyResolve += static (_, request) =>
        {
            string path = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
            return IsOurs(request.RequestingAssembly) && File.Exists(path) ? Assembly.LoadFrom(path) : null;
        };
        Assembly engine = Assembly.LoadFrom(Path.Combine(Folder, "Spott.Engine.dll"));
#endif
        Type type = engine.GetType("Spott.Engine.ConnectionFactory", throwOnError: true)!;
        return (SpottEngine)Activator.CreateInstance(type, nonPublic: true)!;
    }

#if !NET
    private static bool IsOurs(Assembly? requesting) =>
        requesting is null || requesting.IsDynamic || requesting.Location.StartsWith(Folder, StringComparison.OrdinalIgnoreCase);
#endif
}
