using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Spott.Errors;
using Spott.Ports;

namespace Spott.Engine.Diagnostics;

/// <summary>Asks for the server's addresses, connects to one, and shakes hands with it. Stops at the first step that fails.</summary>
internal static class NetworkProbes
{
    internal static async Task RunAsync(ConnectionTestResult result, Uri target, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(result, target, cancellationToken).ConfigureAwait(false) is not { } addresses)
            return;
        using TcpClient? connected = await ConnectAsync(result, addresses, target.Port, cancellationToken).ConfigureAwait(false);
        if (connected is not null && target.Scheme == "https")
            await TlsProbe.RunAsync(result, connected.GetStream(), target.IdnHost, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IPAddress[]?> ResolveAsync(ConnectionTestResult result, Uri target, CancellationToken cancellationToken)
    {
        try
        {
            IPAddress[] addresses = await Limited(LookUpAsync(target.IdnHost, cancellationToken), cancellationToken).ConfigureAwait(false);
            result.NameResolved = addresses.Length > 0;
            result.Addresses = new ValueList<string>(addresses.Select(address => address.ToString()).ToArray());
            if (addresses.Length > 0)
                return addresses;
            result.ProbeFailure = ProbeFailure.NoAddress();
        }
        catch (Exception broken) when (broken is SocketException or TimeoutException or ArgumentException)
        {
            result.NameResolved = false;
            result.ProbeFailure = Failed(ProbeStep.NameResolution, broken);
        }

        return null;
    }

    /// <summary>Tries all addresses at once, as one of two protocols is often a dead end; the first that answers is taken.</summary>
    private static async Task<TcpClient?> ConnectAsync(ConnectionTestResult result, IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        List<TcpClient> clients = addresses.Select(address => new TcpClient(address.AddressFamily)).ToList();
        TcpClient? connected = null;
        try
        {
            Dictionary<Task, TcpClient> pending = new();
            for (int index = 0; index < clients.Count; index++)
                pending.Add(clients[index].ConnectAsync(addresses[index], port), clients[index]);
            connected = await Limited(FirstAsync(pending), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is SocketException or TimeoutException)
        {
            result.ProbeFailure = Failed(ProbeStep.Tcp, broken);
        }
        finally
        {
            foreach (TcpClient client in clients.Where(client => client != connected))
                client.Dispose();
        }

        result.TcpConnected = connected is not null;
        return connected;
    }

    private static async Task<TcpClient> FirstAsync(Dictionary<Task, TcpClient> pending)
    {
        foreach (Task attempt in pending.Keys)
            attempt.ObserveFault();
        while (true)
        {
            Task ended = await Task.WhenAny(pending.Keys).ConfigureAwait(false);
            if (ended.Status == TaskStatus.RanToCompletion)
                return pending[ended];
            if (pending.Count == 1)
                await ended.ConfigureAwait(false);
            pending.Remove(ended);
        }
    }

#if NET
    private static Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
#else
    private static Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Dns.GetHostAddressesAsync(host);
    }
#endif

    private static async Task<T> Limited<T>(Task<T> task, CancellationToken cancellationToken)
    {
        task.ObserveFault();
        return await task.WaitAsync(Diagnosis.ProbeLimit, TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    private static ProbeFailure Failed(ProbeStep step, Exception broken) => broken is TimeoutException
        ? ProbeFailure.TimedOut(step, Diagnosis.ProbeLimit)
        : ProbeFailure.Broken(step, broken.Message);
}
