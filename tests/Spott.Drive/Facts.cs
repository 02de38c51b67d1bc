using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Spott.Drive;

/// <summary>What came of an order: lines <c>name=value</c>, escaped as in a query, and a full stop.</summary>
internal sealed class Facts
{
    private readonly Dictionary<string, string> _values = new();

    internal object? this[string name]
    {
        set => _values[name] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
    }

    internal void WriteTo(TextWriter output)
    {
        foreach (KeyValuePair<string, string> fact in _values)
            output.WriteLine(fact.Key + "=" + Escaped(fact.Value));
        output.WriteLine(".");
        output.Flush();
    }

    // .NET Framework escapes at most so many characters at once.
    private static string Escaped(string value) => Uri.EscapeDataString(value.Length > 30_000 ? value.Substring(0, 30_000) : value);
}
