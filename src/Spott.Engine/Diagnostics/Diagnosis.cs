using System;
using System.Threading;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Engine.Http;
using Spott.Ports;

namespace Spott.Engine.Diagnostics;

/// <summary>
/// Takes the way to the API step by step: proxy, name, TCP, TLS, and at last the cheapest call. The call alone judges; the steps before it
/// are there to say where it would have ended, so the first one that fails is the last.
/// </summary>
internal static class Diagnosis
{
    /// <summary>Bound of each step before the call.</summary>
    internal static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Bound of the call; a shorter <c>-TimeoutSec</c> wins.</summary>
    internal static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    internal static async Task<ConnectionTestResult> RunAsync(
        ConnectionTestResult result,
        ConnectionSettings? settings,
        Func<ConnectionSettings, SpottApi> connect,
        RunState run,
        RunMessages messages,
        CancellationToken cancellationToken)
    {
        if (settings is not { Transport: not null } and not { SandboxSize: not null })
            await ProbeNetworkAsync(result, settings, cancellationToken).ConfigureAwait(false);
        if (settings is not null && result.ProbeFailure is null)
        {
            // A stack of its own: the call has to make the whole way, not use a network connection that is still open from before.
            using SpottApi api = connect(settings.ForOneAttempt(CallLimit));
            await CallAsync(result, api, run, messages, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private static async Task ProbeNetworkAsync(
        ConnectionTestResult result, ConnectionSettings? settings, CancellationToken cancellationToken)
    {
        Uri target = result.BaseUri!;
        Uri? proxy = ProxyInEffect.For(target, settings);
        string shown = proxy is null ? "none" : ProxyInEffect.WithoutCredential(proxy);
        result.Proxy = settings?.ApiKey.Redact(shown) ?? shown;
        if (proxy is null)
            await NetworkProbes.RunAsync(result, target, settings, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CallAsync(
        ConnectionTestResult result, SpottApi api, RunState run, RunMessages messages, CancellationToken cancellationToken)
    {
        DateTimeOffset begun = api.UtcNow;
        TimeSpan start = api.Uptime;
        try
        {
            await api.Pages(OpportunityQuery.Cheapest, run).GetAsync(
                new PageRequest(null, 0, messages), cancellationToken).ConfigureAwait(false);
        }
        catch (SpottApiException failure)
        {
            result.CallFailure = failure;
        }

        result.StatusCode = run.FirstStatusCode;
        // Half an answer took no time that tells anything.
        if (result.CallFailure is { StatusCode: null })
            return;
        TimeSpan latency = api.Uptime - start;
        result.Latency = latency;
        if (run.FirstResponseDate is { } serverTime)
            result.ClockSkew = Skew(begun + TimeSpan.FromTicks(latency.Ticks / 2), serverTime);
    }

    // A Date header has no fraction: on average it is half a second older than the moment it was written.
    private static TimeSpan Skew(DateTimeOffset ours, DateTimeOffset theirs) =>
        TimeSpan.FromSeconds(
            Math.Round((ours - theirs).TotalSeconds - 0.5 + (theirs.Ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond)));
}
