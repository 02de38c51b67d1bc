using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Drive;

/// <summary>Reads opportunities as <c>Get-SpottOpportunity</c> does.</summary>
internal static class Reads
{
    /// <summary>All of them, by the arguments of the connection, companies (parted by commas), since, and culture.</summary>
    internal static void One(Order order, Facts facts)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        if (order.Optional("culture") is { } culture)
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(culture);
        Stopwatch clock = Stopwatch.StartNew();
        SpottConnection connection = Connections.Open(order);
        List<string> messages = new();
        try
        {
            Describe(ReadAll(connection, Query(order), messages), facts);
        }
        catch (SpottApiException failure)
        {
            failure.Describe(facts);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }

        facts["milliseconds"] = clock.ElapsedMilliseconds;
        facts["requests"] = connection.RequestCount;
        facts["retried"] = connection.RetryCount;
        facts["throttled"] = connection.ThrottledTime.TotalSeconds;
        facts["log"] = string.Join("\n", messages);
    }

    /// <summary>So many runs at the same time, over one connection.</summary>
    internal static void AtOnce(Order order, Facts facts)
    {
        SpottConnection connection = Connections.Open(order);
        Task<int>[] runs = Enumerable.Range(0, order.Number("runs", 8))
            .Select(_ => Task.Run(() => ReadAll(connection, new OpportunityQuery(), new List<string>()).Count)).ToArray();
        Task.WaitAll(runs);
        facts["counts"] = string.Join(" ", runs.Select(run => run.Result));
    }

    /// <summary>Asks for the first page, and is stopped after so many milliseconds, as Ctrl+C stops a cmdlet.</summary>
    internal static void Stop(Order order, Facts facts)
    {
        SpottConnection connection = Connections.Open(order);
        PageSource source = SpottApi.Of(connection).Pages(new OpportunityQuery(), new RunState(connection.Statistics));
        using CancellationTokenSource stop = new();
        Task<Page> page = source.GetAsync(new PageRequest(null, 1, new RunMessages()), stop.Token);
        Thread.Sleep(order.Number("after", 500));
        facts["early"] = page.IsCompleted;
        Stopwatch clock = Stopwatch.StartNew();
        stop.Cancel();
        try
        {
            page.Wait(TimeSpan.FromSeconds(10));
        }
        catch (AggregateException broken)
        {
            facts["outcome"] = broken.GetBaseException() is OperationCanceledException ? "cancelled" : broken.GetBaseException().ToString();
        }

        facts["milliseconds"] = clock.ElapsedMilliseconds;
    }

    private static OpportunityQuery Query(Order order) => new()
    {
        CompanyIds = order.Optional("companies")?.Split(',') ?? Array.Empty<string>(),
        ModifiedSince = order.Optional("since") is { } since ? DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) : null,
    };

    private static List<object> ReadAll(SpottConnection connection, OpportunityQuery query, List<string> messages)
    {
        RunState run = new(connection.Statistics);
        Page Wait(Task<Page> page, RunMessages said)
        {
            try
            {
                return page.GetAwaiter().GetResult();
            }
            finally
            {
                while (said.TryTake(out RunMessage? message))
                    messages.Add(message!.Kind + ": " + message.Text);
            }
        }

        using Pager pager = new(SpottApi.Of(connection).Pages(query, run), run, Wait);
        return pager.Items().ToList();
    }

    private static void Describe(List<object> items, Facts facts)
    {
        List<Opportunity> opportunities = items.OfType<Opportunity>().ToList();
        facts["items"] = opportunities.Count;
        facts["ids"] = opportunities.Select(item => item.Id).Distinct().Count();
        facts["malformed"] = items.OfType<MalformedItem>().Count();
        facts["digest"] = Digest.Of(opportunities);
        if (opportunities.FirstOrDefault() is { } first)
        {
            facts["first-id"] = first.Id;
            facts["first-name"] = first.Name;
            facts["first-description"] = first.Description;
            facts["first-created"] = first.CreatedAt?.Kind;
            facts["first-additional"] = string.Join(" ", Describe(first.AdditionalProperties));
        }
    }

    private static IEnumerable<string> Describe(JsonDictionary values) => values.Keys.Cast<string>()
        .OrderBy(key => key, StringComparer.Ordinal)
        .Select(key => FormattableString.Invariant($"{key}={values[key]}:{values[key]?.GetType().Name}"));
}
