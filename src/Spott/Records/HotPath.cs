using System.Runtime.CompilerServices;

namespace Spott.Records;

/// <summary>
/// For the few methods that every token of a page goes through. .NET compiles a method poorly first, watches it, and compiles it well when
/// nothing new was compiled for a while, which in a shell that has just begun is after thousands of items: these are compiled well at once.
/// Each of them takes the compiler longer, so that it pays for no others, and none of them is compiled once more inside each of its
/// callers: docs/performance.md has the figures.
/// </summary>
internal static class HotPath
{
#if NET
    internal const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>For the one that is so small that a call would cost more than itself.</summary>
    internal const MethodImplOptions Inlined = MethodImplOptions.AggressiveOptimization | MethodImplOptions.AggressiveInlining;
#else
    // .NET Framework compiles well at once.
    internal const MethodImplOptions Options = 0;
    internal const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
#endif
}
