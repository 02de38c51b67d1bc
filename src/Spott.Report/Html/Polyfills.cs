#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>Known to the compiler by name; .NET Framework has none.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute
{
}

/// <summary>Known to the compiler by name; .NET Framework has none.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    /// <summary>The argument that the handler's constructor is given; empty for the instance itself.</summary>
    public string[] Arguments { get; } = [argument];
}
#endif
