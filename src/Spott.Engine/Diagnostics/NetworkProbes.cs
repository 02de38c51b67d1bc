using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Http;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Diagnostics;

/// <summary>
/// Asks for the server's addresses, connects as a request does, and shakes hands. Stops at the first step that fails, and where the request
/// itself is what would be refused.
/// </summary>
internal static class NetworkProbes
{
    internal static async Task RunAsync(
        ConnectionTestResult result, Uri target, ConnectionSettings? settings, CancellationToken cancellationToken)
    {
        HostConnector connector = new(target, settings);
        if (await ResolveAsync(result, connector, target.IdnHost, cancellationToken).ConfigureAwait(false) is not { } addresses)
            return;
        using Socket? connected = await ConnectAsync(result, connector, addresses, target, cancellationToken).ConfigureAwait(false);
        if (connected is null || target.Scheme != "https")
            return;
        // Its end has to end the connection: the handshake of .NET Framework is ended by nothing else.
        using NetworkStream network = new(connected, ownsSocket: true);
        await TlsProbe.RunAsync(result, network, target.IdnHost, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IPAddress[]?> ResolveAsync(
        ConnectionTestResult result, HostConnector connector, string host, CancellationToken cancellationToken)
    {
        try
        {
            IPAddress[] addresses = await Limited(token => connector.ResolveAsync(host, token), cancellationToken).ConfigureAwait(false);
            result.NameResolved = true;
            result.Addresses = new ValueList<string>(addresses.Select(address => address.ToString()).ToArray());
            return addresses;
        }
        catch (Exception broken) when (broken is SocketException or TimeoutException or ArgumentException)
        {
            result.NameResolved = false;
            result.ProbeFailure = Failed(ProbeStep.NameResolution, broken);
            return null;
        }
    }

    private static async Task<Socket?> ConnectAsync(
        ConnectionTestResult result, HostConnector connector, IPAddress[] addresses, Uri target, CancellationToken cancellationToken)
    {
        try
        {
            Socket connected = await Limited(
                token => connector.ConnectAsync(target.IdnHost, addresses, target.Port, token), cancellationToken)
                .ConfigureAwait(false);
            result.TcpConnected = true;
            return connected;
        }
        catch (Exception broken) when (broken is SocketException or TimeoutException)
        {
            result.TcpConnected = false;
            result.ProbeFailure = Failed(ProbeStep.Tcp, broken);
        }
        catch (SpottApiException)
        {
            // The call is refused in the same place, and says why.
        }

        return null;
    }

    private static async Task<T> Limited<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Diagnosis.ProbeLimit);
        Task<T> task = step(limit.Token);
        // A name's look-up need not heed its token.
        task.ObserveFault();
        try
        {
            return await task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private static ProbeFailure Failed(ProbeStep step, Exception broken) => broken is TimeoutException
        ? ProbeFailure.TimedOut(step, Diagnosis.ProbeLimit)
        : ProbeFailure.Broken(step, broken.Message);
}
