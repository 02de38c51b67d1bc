using System;
using System.Text;

namespace Spott.Engine.Http;

/// <summary>The query of an address: what is sent, and the part of it that may be shown.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _sent = new();
    private readonly StringBuilder _logText = new();

    /// <summary>With its question mark; empty when there is no parameter.</summary>
    internal string Sent => _sent.ToString();

    /// <summary>The names of the parameters, and the values of those that tell nothing about people or accounts.</summary>
    internal string LogText => _logText.ToString();

    internal void Add(string name, string value)
    {
        char separator = _sent.Length == 0 ? '?' : '&';
        string escapedName = Uri.EscapeDataString(name);
        _sent.Append(separator).Append(escapedName).Append('=').Append(Uri.EscapeDataString(value));
        _logText.Append(separator).Append(escapedName);
        if (name is "limit" or "modifiedSince")
            _logText.Append('=').Append(ConsoleText.Harmless(value));
    }
}
