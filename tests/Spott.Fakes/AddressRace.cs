using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Http;

namespace Spott.Fakes;

/// <summary>
/// Races addresses without a network: each is told beforehand what comes of it. See Get-EngineHarness in common.ps1.
/// </summary>
public static class AddressRace
{
    /// <summary>Runs one race on a clock that jumps.</summary>
    /// <param name="plan">An address and what comes of it: <c>answers</c>, <c>refuses</c>, <c>hangs</c>, or <c>answers late</c>, when it
    /// was given up.</param>
    /// <param name="stop">Cancelled when the last address has begun to hang.</param>
    /// <returns>The addresses in the order in which they were begun, the winner or the error, and how many connections stayed
    /// open.</returns>
    public static (string[] Begun, string End, int Open, double Milliseconds) Run(
        IReadOnlyList<(string Address, string Fate)> plan, bool stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        FakeClock clock = new FakeClock();
        using CancellationTokenSource cancel = new CancellationTokenSource();
        List<string> begun = new List<string>();
        List<Connection> opened = new List<Connection>();
        async Task<Connection> Connect(IPAddress address, CancellationToken token)
        {
            lock (begun)
                begun.Add(address.ToString());
            string fate = plan.First(one => IPAddress.Parse(one.Address).Equals(address)).Fate;
            if (stop && begun.Count == plan.Count)
                cancel.CancelAfter(50);
            if (fate == "refuses")
                throw new SocketException((int)SocketError.ConnectionRefused);
            if (fate == "hangs")
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
            if (fate == "answers late")
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            lock (opened)
            {
                opened.Add(new Connection(address.ToString()));
                return opened[^1];
            }
        }

        string end;
        try
        {
            IPAddress[] addresses = plan.Select(one => IPAddress.Parse(one.Address)).ToArray();
            end = HappyEyeballs.FirstAsync(
                addresses, Connect, clock, cancel.Token).WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult().Address;
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException)
        {
            end = failed.GetType().Name;
        }

        SpinWait.SpinUntil(() => opened.Count(one => one.IsOpen) <= 1, TimeSpan.FromSeconds(5));
        return ([.. begun], end, opened.Count(one => one.IsOpen), clock.Elapsed.TotalMilliseconds);
    }

    private sealed class Connection(string address) : IDisposable
    {
        public string Address { get; } = address;

        public bool IsOpen { get; private set; } = true;

        public void Dispose() => IsOpen = false;
    }
}
