using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace Spott.Fakes;

/// <summary>Lets every name of one connection lead to the addresses of a test.</summary>
public static class NameTable
{
    /// <summary>Before the connection's first request.</summary>
    /// <param name="connection">Whose names they are.</param>
    /// <param name="addresses">The preferred one first.</param>
    public static void AttachTo(SpottConnection connection, params string[] addresses)
    {
        ArgumentNullException.ThrowIfNull(connection);
        IPAddress[] all = addresses.Select(IPAddress.Parse).ToArray();
        connection.Settings.Resolver = (_, _) => Task.FromResult(all.ToArray());
    }
}
