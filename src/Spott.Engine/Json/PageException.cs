using System.Text.Json;
using Spott.Errors;

namespace Spott.Engine.Json;

/// <summary>Sound JSON that is no page.</summary>
internal class PageException : JsonException
{
    internal PageException(Fault fault)
        : base(fault.Words) => Fault = fault;

    internal Fault Fault { get; }
}
