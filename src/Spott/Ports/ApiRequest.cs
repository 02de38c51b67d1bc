using System;
using System.Collections.Generic;

namespace Spott.Ports;

/// <summary>A request for any endpoint of the API.</summary>
internal sealed class ApiRequest
{
    /// <param name="method">In upper case.</param>
    /// <param name="path">Below the base address, without a slash before it; judged before it comes here.</param>
    internal ApiRequest(string method, string path)
    {
        Method = method;
        Path = path;
    }

    internal string Method { get; }

    /// <summary>The one rule of what may be sent again whatever became of it, needs no confirmation, and carries no body.</summary>
    /// <param name="method">In upper case.</param>
    internal static bool IsSafeMethod(string method) => method == "GET";

    internal string Path { get; }

    /// <summary>Whether it asks for something and changes nothing.</summary>
    internal bool IsSafe => IsSafeMethod(Method);

    /// <summary>In the order in which they are sent; a name may occur several times.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = Array.Empty<KeyValuePair<string, string>>();

    /// <summary>JSON; null for none.</summary>
    internal string? Body { get; set; }

    /// <summary>Whether any text will do as the answer; else it must be JSON.</summary>
    internal bool AcceptsAnyText { get; set; }
}
