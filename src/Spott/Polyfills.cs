#if !NET
namespace System.Diagnostics.CodeAnalysis;

/// <summary>Known to the compiler by name; .NET Framework has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DoesNotReturnAttribute : Attribute
{
}
#endif
