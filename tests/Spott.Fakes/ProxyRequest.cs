using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>A request as a proxy sees it: its head, byte for byte.</summary>
public sealed class ProxyRequest
{
    private ProxyRequest(string head)
    {
        Head = head;
        string[] lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] words = lines[0].Split(' ');
        (Method, Target) = (words[0], words[1]);
        Headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>CONNECT for https.</summary>
    public string Method { get; }

    /// <summary>What stands on the first line: <c>host:port</c> of a CONNECT, else an absolute address.</summary>
    public string Target { get; }

    /// <summary>Names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Everything before the body, as it came.</summary>
    public string Head { get; }

    /// <summary>Null when it was not sent.</summary>
    public string? ProxyAuthorization => Headers.TryGetValue("Proxy-Authorization", out string? value) ? value : null;

    /// <summary>The target as an address; null when it is none.</summary>
    internal Uri? Host =>
        Uri.TryCreate(Method == "CONNECT" ? "https://" + Target : Target, UriKind.Absolute, out Uri? address) ? address : null;

    /// <summary>Null at the end of the connection. Bodies are not read: the API is only read from.</summary>
    internal static async Task<ProxyRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        // One byte at a time: what follows a CONNECT's head belongs to the tunnel.
        while (await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1)
        {
            head.Append((char)one[0]);
            if (one[0] == '\n' && head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
                return new ProxyRequest(head.ToString());
        }

        return null;
    }

    /// <summary>Method and target.</summary>
    public override string ToString() => $"{Method} {Target}";
}
