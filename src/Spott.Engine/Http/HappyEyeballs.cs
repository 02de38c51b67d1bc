using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Spott.Engine.Retries;
using Spott.Ports;

namespace Spott.Engine.Http;

/// <summary>
/// The race of a host's addresses by RFC 8305: one that leads nowhere, as IPv6 often does, costs a quarter of a second and not the
/// connection. The system's resolver gives all addresses at once and in its order of preference, so nothing is waited for there.
/// </summary>
internal static class HappyEyeballs
{
    /// <summary>The standard's Connection Attempt Delay, at the value that it recommends.</summary>
    internal static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">One or more, the preferred one first.</param>
    /// <param name="connect">Connects to one of them; it heeds its token.</param>
    /// <param name="time">The clock of the delay.</param>
    /// <param name="cancellationToken">Ends all that is under way.</param>
    /// <returns>The first connection that came about; the others are given up.</returns>
    /// <exception cref="SocketException">None came about; this is how the last one failed.</exception>
    internal static async Task<T> FirstAsync<T>(
        IReadOnlyList<IPAddress> addresses, Func<IPAddress, CancellationToken, Task<T>> connect, TimeProvider time,
        CancellationToken cancellationToken)
        where T : class, IDisposable
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<IPAddress> waiting = new(Interleaved(addresses));
        List<Task<T>> pending = new();
        try
        {
            while (true)
            {
                if (waiting.Count > 0)
                    pending.Add(connect(waiting.Dequeue(), end.Token));
                if (await EndedAsync(pending, waiting.Count > 0, time, end.Token).ConfigureAwait(false) is not { } ended)
                    continue;

                cancellationToken.ThrowIfCancellationRequested();
                pending.Remove(ended);
                if (ended.Status == TaskStatus.RanToCompletion || pending.Count + waiting.Count == 0)
                    return await ended.ConfigureAwait(false);
            }
        }
        finally
        {
            end.Cancel();
            foreach (Task<T> loser in pending)
                Abandon(loser);
        }
    }

    /// <summary>The two families by turns, each in its order, beginning with the preferred one.</summary>
    internal static IEnumerable<IPAddress> Interleaved(IReadOnlyList<IPAddress> addresses)
    {
        AddressFamily preferred = addresses[0].AddressFamily;
        IPAddress[] first = addresses.Where(address => address.AddressFamily == preferred).ToArray();
        IPAddress[] second = addresses.Where(address => address.AddressFamily != preferred).ToArray();
        for (int index = 0; index < Math.Max(first.Length, second.Length); index++)
        {
            if (index < first.Length)
                yield return first[index];
            if (index < second.Length)
                yield return second[index];
        }
    }

    /// <returns>The attempt that ended; null when it is time for the next one.</returns>
    private static async Task<Task<T>?> EndedAsync<T>(
        List<Task<T>> pending, bool isNextWaiting, TimeProvider time, CancellationToken cancellationToken)
    {
        Task<Task<T>> ended = Task.WhenAny(pending);
        if (!isNextWaiting || ended.IsCompleted)
            return await ended.ConfigureAwait(false);

        // The delay of an attempt that has failed is over: the next one begins at once.
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task first = await Task.WhenAny(ended, time.Delay(AttemptDelay, over.Token)).ConfigureAwait(false);
        over.Cancel();
        return first == ended ? await ended.ConfigureAwait(false) : null;
    }

    private static void Abandon<T>(Task<T> loser)
        where T : class, IDisposable
    {
        loser.ObserveFault();
        _ = loser.ContinueWith(
            static late => late.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
