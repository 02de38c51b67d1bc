using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using Spott.Connections;
using Spott.Engine.Http;
using Spott.Engine.Json;
using Spott.Engine.Opportunities;
using Spott.Engine.Paging;
using Spott.Ports;

namespace Spott.Fakes;

/// <summary>
/// Drives the module's own reader without a request. It works only in the copy of this assembly that the engine's load context holds:
/// see Get-EngineHarness in common.ps1.
/// </summary>
public static class ReaderHarness
{
    private const int ReportedFailures = 10;

    /// <summary>Reads mutants and compares what comes with the oracle.</summary>
    /// <returns>What was wrong, with the mutant's number; then one line of counts.</returns>
    public static string[] Read(int seed, int first, int count)
    {
        PageMutator mutator = new(seed, MutationCorpus.Pages());
        SharedStrings shared = new();
        List<string> report = [];
        int pages = 0, noPages = 0, malformed = 0, broken = 0;
        for (int number = first; number < first + count; number++)
        {
            byte[] body = mutator.Mutant(number);
            PageOracle expected = PageOracle.Of(body);
            pages += expected.Items is null ? 0 : 1;
            noPages += expected.Items is null ? 1 : 0;
            malformed += expected.Items?.Count(i => i.StartsWith("malformed", StringComparison.Ordinal)) ?? 0;
            broken += expected.IsBroken ? 1 : 0;
            if (Difference(body, expected, shared) is { } difference)
                report.Add($"mutant {number} of seed {seed}: {difference}");
            if (report.Count >= ReportedFailures)
                break;
        }

        report.Add($"{pages} pages, {noPages} no pages, {malformed} malformed items, {broken} broken ways");
        return [.. report];
    }

    /// <summary>Whether the quick scan for the cursor ever throws, or guesses a cursor that a page without decoys does not name.</summary>
    /// <returns>What was wrong; then how often the guess was right, wrong, or missing.</returns>
    public static string[] Scan(int seed, int count)
    {
        PageMutator mutator = new(seed, MutationCorpus.Pages());
        List<string> report = [];
        int right = 0, wrong = 0, missing = 0;
        for (int number = 0; number < count; number++)
        {
            byte[] body = mutator.Mutant(number);
            try
            {
                string? guess = CursorScan.Find(body);
                string? cursor = PageOracle.Of(body).Cursor;
                right += guess == cursor ? 1 : 0;
                wrong += guess is not null && guess != cursor ? 1 : 0;
                missing += guess is null && cursor is not null ? 1 : 0;
            }
            catch (Exception e)
            {
                report.Add($"mutant {number} of seed {seed}: {e}");
            }
        }

        report.Add($"{right} right, {wrong} wrong, {missing} missing");
        return [.. report];
    }

    /// <summary>A body after the key was masked in it.</summary>
    public static byte[] Mask(byte[] body, string key)
    {
        ArgumentNullException.ThrowIfNull(body);
        byte[] masked = (byte[])body.Clone();
        KeyEcho.Mask(masked, new ApiKey(key, "a test"));
        return masked;
    }

    /// <summary>Sends one request through the guard that puts the key on it, and gives the key that arrived.</summary>
    public static string? KeySentTo(Uri baseUri, Uri address)
    {
        ScriptedHandler network = new();
        using HttpClient client = new(new OriginGuard(baseUri, new ApiKey("the-key", "a test")) { InnerHandler = network });
        try
        {
            using HttpResponseMessage response = client.GetAsync(address).GetAwaiter().GetResult();
        }
        catch (SpottApiException)
        {
            // Refused; what counts is whether it was sent.
        }

        return network.Requests.Count == 0 ? null : network.Requests[network.Requests.Count - 1].ApiKey;
    }

    private static string? Difference(byte[] body, PageOracle expected, SharedStrings shared)
    {
        try
        {
            Page page = new OpportunityPageReader(shared, 1, wantsSource: false).Read(body);
            if (expected.Items is null)
                return $"read as a page of {page.Items.Count}";
            List<string> given = page.Items.Select(PageOracle.Describe).ToList();
            if (!given.SequenceEqual(expected.Items))
                return $"gave [{string.Join(" | ", given)}] instead of [{string.Join(" | ", expected.Items)}]";
            if (page.Cursor != expected.Cursor || page.PagingFault is not null != expected.IsBroken)
                return $"goes on at '{page.Cursor}' ({page.PagingFault?.Words}) instead of '{expected.Cursor}' (broken: "
                    + $"{expected.IsBroken})";
            return null;
        }
        catch (JsonException refused)
        {
            return expected.Items is null ? null : $"refused a page: {refused.Message}";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }
}
