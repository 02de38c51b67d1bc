using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Spott.Drive;

/// <summary>One line of input: a name, and then <c>name=value</c> for each argument, escaped as in a query and parted by tabs.</summary>
internal sealed class Order
{
    private readonly Dictionary<string, string> _arguments;

    internal Order(string line)
    {
        string[] parts = line.Split('\t');
        Name = parts[0];
        _arguments = parts.Skip(1).Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
    }

    internal string Name { get; }

    internal string this[string name] => _arguments[name];

    internal string? Optional(string name) => _arguments.TryGetValue(name, out string? value) ? value : null;

    internal int Number(string name, int otherwise) =>
        Optional(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
