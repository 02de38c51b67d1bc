namespace System.Diagnostics.CodeAnalysis;

/// <summary>Known to the compiler by name; .NET Framework has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DoesNotReturnAttribute : Attribute
{
}

/// <summary>Known to the compiler by name; .NET Framework has none.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
{
    /// <summary>What the method returned when the argument is not null.</summary>
    public bool ReturnValue { get; } = returnValue;
}
