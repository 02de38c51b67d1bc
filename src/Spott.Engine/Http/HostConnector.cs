using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Errors;

namespace Spott.Engine.Http;

/// <summary>Connects to a host by any of its addresses: for the requests and for the doctor, so that both come to the same end.</summary>
internal sealed class HostConnector
{
    private readonly bool _isPlain;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <param name="baseUri">Where the requests go. For one without TLS nothing but this machine's loopback is connected to, a proxy
    /// neither.</param>
    /// <param name="settings">The connection's; null when there is none.</param>
    internal HostConnector(Uri baseUri, ConnectionSettings? settings)
    {
        _isPlain = baseUri.Scheme != "https";
        _resolve = settings?.Resolver ?? AskSystemAsync;
    }

    /// <summary>The addresses of a name, the preferred one first; of an address that address.</summary>
    /// <exception cref="SocketException">It has none.</exception>
    internal async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await _resolve(host, cancellationToken).ConfigureAwait(false);
        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <param name="host">Whose addresses they are, for errors.</param>
    /// <param name="addresses">One or more, the preferred one first.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SpottApiException">The key would go unencrypted to another machine.</exception>
    /// <exception cref="SocketException">None of the addresses answered.</exception>
    internal Task<Socket> ConnectAsync(string host, IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        IPAddress[] allowed = Allowed(host, addresses);
        // A race of one is a start's worth of code to compile.
        if (allowed.Length == 1)
            return ConnectAsync(new IPEndPoint(allowed[0], port), cancellationToken);
        return HappyEyeballs.FirstAsync(
            allowed, (address, token) => ConnectAsync(new IPEndPoint(address, port), token), TimeProvider.System, cancellationToken);
    }

    /// <summary>Those of a host's addresses that the key may go to.</summary>
    /// <exception cref="SpottApiException">None: it would go unencrypted to another machine.</exception>
    private IPAddress[] Allowed(string host, IPAddress[] addresses)
    {
        if (!_isPlain)
            return addresses;
        // By the address, not by the name: what localhost leads to is written in a file, and may be asked of a server.
        IPAddress[] loopback = addresses.Where(IPAddress.IsLoopback).ToArray();
        return loopback.Length > 0 ? loopback : throw new SpottApiException(DestinationFaults.NotLoopback(host, addresses[0]));
    }

#if NET
    /// <summary>The network connection of a request, to the server or to its proxy.</summary>
    internal async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        DnsEndPoint target = context.DnsEndPoint;
        IPAddress[] addresses = await ResolveAsync(target.Host, cancellationToken).ConfigureAwait(false);
        Socket socket = await ConnectAsync(target.Host, addresses, target.Port, cancellationToken).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static Task<IPAddress[]> AskSystemAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
#else
    /// <summary>
    /// Puts the address in the place of the name, where .NET Framework would look the name up itself and connect to whatever it finds.
    /// </summary>
    /// <param name="request">Of a plain address, that goes to no proxy.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task PinAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri target = request.RequestUri;
        IPAddress[] addresses = await ResolveAsync(target.DnsSafeHost, cancellationToken).ConfigureAwait(false);
        string address = Allowed(target.DnsSafeHost, addresses)[0].ToString();
        request.Headers.Host = target.Authority;
        request.RequestUri = new UriBuilder(target) { Host = address }.Uri;
    }

    /// <summary>Looks at where a proxy of a plain address is, which .NET Framework connects to itself.</summary>
    internal async Task CheckAsync(Uri proxy, CancellationToken cancellationToken) =>
        Allowed(proxy.DnsSafeHost, await ResolveAsync(proxy.DnsSafeHost, cancellationToken).ConfigureAwait(false));

    private static Task<IPAddress[]> AskSystemAsync(string host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Dns.GetHostAddressesAsync(host);
    }
#endif

    private static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
#if NET
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
#else
            // This way of connecting takes no token; without its socket it ends.
            using (cancellationToken.Register(socket.Dispose))
                await Task.Factory.FromAsync(socket.BeginConnect, socket.EndConnect, address, state: null).ConfigureAwait(false);
#endif
            return socket;
        }
        catch
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }
}
